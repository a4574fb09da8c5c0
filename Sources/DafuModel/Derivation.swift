/// How each field of an observation was derived, field by field.
///
/// Nearly all observations tell of the same few fields, which have a place of their own; others are told by name.
public struct Derivation: Sendable {
  private final class Fields: @unchecked Sendable {
    var agency: String?
    var alignment: String?
    var instrument: String?
    var measure: String?
    var metric: String?
    var period: String?
    var status: String?
    var subject: String?
    var table: String?
    /// The fields that have no place.
    var others: [String: String] = [:]

    init() {}

    init(_ fields: Fields) {
      agency = fields.agency
      alignment = fields.alignment
      instrument = fields.instrument
      measure = fields.measure
      metric = fields.metric
      period = fields.period
      status = fields.status
      subject = fields.subject
      table = fields.table
      others = fields.others
    }
  }

  private var fields = Fields()

  /// Tells of no field.
  public init() {}

  /// Tells how fields were derived.
  public init(_ reasons: [String: String]) { for (field, reason) in reasons { self[field] = reason } }

  /// Room of its own, before anything changes.
  private mutating func own() -> Fields {
    if !isKnownUniquelyReferenced(&fields) { fields = Fields(fields) }
    return fields
  }

  /// How the agency was found.
  public var agency: String? {
    get { fields.agency }
    set { own().agency = newValue }
  }
  /// What aligns the figure with others.
  public var alignment: String? {
    get { fields.alignment }
    set { own().alignment = newValue }
  }
  /// How the instrument was found.
  public var instrument: String? {
    get { fields.instrument }
    set { own().instrument = newValue }
  }
  /// What shows the measure.
  public var measure: String? {
    get { fields.measure }
    set { own().measure = newValue }
  }
  /// What names the metric.
  public var metric: String? {
    get { fields.metric }
    set { own().metric = newValue }
  }
  /// What gives the period.
  public var period: String? {
    get { fields.period }
    set { own().period = newValue }
  }
  /// What shows the status.
  public var status: String? {
    get { fields.status }
    set { own().status = newValue }
  }
  /// What gives the subject.
  public var subject: String? {
    get { fields.subject }
    set { own().subject = newValue }
  }
  /// The labels of a table's cell.
  public var table: String? {
    get { fields.table }
    set { own().table = newValue }
  }
  /// The fields that have no place of their own.
  public var others: [String: String] { fields.others }

  private static func place(_ field: String) -> WritableKeyPath<Derivation, String?>? {
    switch field {
    case "agency": \.agency
    case "alignment": \.alignment
    case "instrument": \.instrument
    case "measure": \.measure
    case "metric": \.metric
    case "period": \.period
    case "status": \.status
    case "subject": \.subject
    case "table": \.table
    default: nil
    }
  }

  /// How a field was derived; nil where nothing is told of it.
  public subscript(field: String) -> String? {
    get { Derivation.place(field).map { self[keyPath: $0] } ?? fields.others[field] }
    set {
      if let place = Derivation.place(field) { self[keyPath: place] = newValue } else { own().others[field] = newValue }
    }
  }

  /// All that is told, in the order of the fields' names.
  public var sorted: [(field: String, reason: String)] {
    let placed = [
      ("agency", agency), ("alignment", alignment), ("instrument", instrument), ("measure", measure),
      ("metric", metric), ("period", period), ("status", status), ("subject", subject), ("table", table),
    ].compactMap { field, reason in reason.map { (field: field, reason: $0) } }
    if others.isEmpty { return placed }
    return (placed + others.map { (field: $0.key, reason: $0.value) }).sorted { $0.field < $1.field }
  }

  /// All that is told, by field.
  public var reasons: [String: String] { Dictionary(sorted.map { ($0.field, $0.reason) }) { first, _ in first } }
}

extension Derivation: Hashable {
  /// Whether two tell the same of the same fields.
  public static func == (left: Derivation, right: Derivation) -> Bool { left.reasons == right.reasons }

  /// Feeds what is told.
  public func hash(into hasher: inout Hasher) { hasher.combine(reasons) }
}

extension Derivation: ExpressibleByDictionaryLiteral {
  /// Tells how fields were derived.
  public init(dictionaryLiteral reasons: (String, String)...) {
    self.init()
    for (field, reason) in reasons { self[field] = reason }
  }
}

extension Derivation: Codable {
  /// Reads an object of reasons by field.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([String: String].self))
  }

  /// Writes an object of reasons by field.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(reasons)
  }
}
