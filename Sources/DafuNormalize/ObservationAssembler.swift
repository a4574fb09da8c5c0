import DafuCodelists
import DafuModel

/// Turns readings into observations: names to codes, offsets to bytes, derivations to confidence.
struct ObservationAssembler {
  let document: ReplyDocument
  let record: DocumentRecord
  let publisher: ResolvedAgency
  let codelists: CodelistSet
  let agencies: AgencyDirectory
  /// What else a name that no list holds may be looked for by.
  let aliases: (_ name: String) -> [String]

  private(set) var observations: [Observation] = []
  private(set) var findings: [Finding] = []
  private var instrumentCodes: [String: Code] = [:]
  private var agencyCodes: [String: Code] = [:]
  /// What the identifiers of all observations begin with.
  private let identifierStart: [UInt8]
  /// Where the last figure begins, and how many begin there.
  private var last = (start: -1, count: 0)
  /// Names resolved before, with their codes: by name, and of one name in a row.
  private var resolvedNames = NameIndex<[(code: String?, resolved: Resolved)]>()
  /// An instrument as an observation tells it.
  private struct Resolved {
    let code: String
    let name: String
  }

  /// The sentence of the last figure.
  private var sentence: (range: Range<Int>, text: String) = (0..<0, "")

  init(
    document: ReplyDocument, record: DocumentRecord, publisher: ResolvedAgency, codelists: CodelistSet,
    agencies: AgencyDirectory, aliases: @escaping (_ name: String) -> [String] = { _ in [] }
  ) {
    self.aliases = aliases
    self.document = document
    self.record = record
    self.publisher = publisher
    self.codelists = codelists
    self.agencies = agencies
    identifierStart = Array(record.documentID.utf8) + [UInt8(ascii: ".")]
  }

  /// Makes observations of a document's readings.
  mutating func add(_ drafts: [BodyReader.Draft], text: TextView) {
    observations.reserveCapacity(drafts.count)
    for draft in drafts { add(draft, text: text) }
  }

  private mutating func add(_ draft: BodyReader.Draft, text: TextView) {
    let reading = draft.reading
    let bytes = text.bytes(of: reading.figure.range)
    let instrument = instrument(reading.instruments)
    let agency = reading.agency
    for body in agency?.bodies ?? [] { agencyCodes[body.code] = body.codelistEntry }
    let area = draft.area.flatMap { agencies.areas[$0] }
    observations.append(
      Observation(
        observationID: identifier(bytes.lowerBound), documentID: record.documentID, period: reading.period,
        agency: agency?.code ?? publisher.code, agencyName: agency?.name ?? publisher.name,
        agencyBasis: agency == nil ? .publisher : .stated,
        instrument: instrument.code, instrumentName: instrument.name, metric: reading.metric,
        metricName: codelists.metrics.name(of: reading.metric) ?? "", subject: reading.subject,
        measure: reading.measure,
        value: reading.value, unit: reading.figure.unit, unitText: reading.figure.unitText,
        comparator: reading.figure.comparator, valueText: document.text[bytes], status: reading.status,
        refArea: area?.code ?? record.refArea, refAreaName: area?.name ?? record.refAreaName,
        section: draft.section.joined(separator: " > "), evidence: evidence(text.bytes(of: draft.evidence)),
        start: bytes.lowerBound, end: bytes.upperBound,
        confidence: Confidence.of(reading, isRecognizedOptically: record.format.isRecognizedOptically),
        rule: draft.rule,
        derivation: reading.derivation))
    check(reading, bytes: bytes)
  }

  /// The codes used that no codelist file holds, and the agencies composed from patterns.
  func codes(adding bodies: [ResolvedAgency]) -> [String: [Code]] {
    var agencies = agencyCodes
    for body in bodies + [publisher] { agencies[body.code] = body.codelistEntry }
    return [
      "agencies": agencies.values.sorted { $0.code < $1.code },
      "instruments": instrumentCodes.values.sorted { $0.code < $1.code },
    ]
  }

  /// What a figure carries: one instrument, several, or none.
  private mutating func instrument(_ names: [InstrumentName]) -> Resolved {
    if names.isEmpty { return Resolved(code: Code.notApplicable, name: "") }
    if names.count == 1 { return resolved(names[0]) }
    let all = names.map { resolved($0) }
    return Resolved(
      code: all.map(\.code).joined(separator: "+"), name: all.map(\.name).joined(separator: "+"))
  }

  private mutating func resolved(_ name: InstrumentName) -> Resolved {
    if let known = resolvedNames[name.name]?.first(where: { $0.code == name.code }) { return known.resolved }
    let code = unresolved(name)
    let resolved = Resolved(code: code.code, name: code.name)
    resolvedNames[name.name, default: []].append((name.code, resolved))
    return resolved
  }

  private mutating func unresolved(_ name: InstrumentName) -> Code {
    if let code = name.code, let entry = codelists.instruments[code] { return entry }
    if let entry = codelists.instruments.code(named: name.name) { return entry }
    var aliases: [String] = []
    for alias in self.aliases(name.name)
    where alias != name.name && !aliases.contains(alias) && codelists.instruments.code(named: alias) == nil {
      aliases.append(alias)
    }
    let code = Code(
      code: Pinyin.code(forDiscovered: name.name), name: name.name, aliases: aliases, status: .discovered)
    instrumentCodes[code.code] = code
    return code
  }

  /// The sentence of a figure, made once for all its figures.
  private mutating func evidence(_ range: Range<Int>) -> String {
    if sentence.range != range { sentence = (range, document.text[range]) }
    return sentence.text
  }

  private mutating func identifier(_ start: Int) -> String {
    // Figures come in the order in which they begin.
    last = last.start == start ? (start, last.count + 1) : (start, 1)
    let ordinal = last.count
    let digits = ObservationAssembler.digits(start) + (ordinal > 1 ? 1 + ObservationAssembler.digits(ordinal) : 0)
    let capacity = identifierStart.count + digits
    return String(unsafeUninitializedCapacity: capacity) { bytes in
      var place = capacity
      func prepend(_ number: Int) {
        var rest = number
        repeat {
          place -= 1
          bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        } while rest > 0
      }
      if ordinal > 1 {
        prepend(ordinal)
        place -= 1
        bytes[place] = UInt8(ascii: "-")
      }
      prepend(start)
      _ = bytes.update(fromContentsOf: identifierStart)
      return capacity
    }
  }

  /// How many digits a number has that is not below zero.
  private static func digits(_ number: Int) -> Int {
    var (count, rest) = (1, number / 10)
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }

  /// Figures that cannot be right stay as written, with a finding.
  private mutating func check(_ reading: Reading, bytes: Range<Int>) {
    if reading.measure == .share, reading.figure.unit == "percent", reading.value > ExactDecimal(100) {
      findings.append(
        Finding(
          code: "share-above-whole", severity: .warning,
          message: "a share of \(reading.value) % is more than the whole",
          range: bytes))
    }
    if let date = document.metadata.date, reading.status == .realized, reading.period.end > .lastDay(ofYear: date.year)
    {
      findings.append(
        Finding(
          code: "future-realized", severity: .warning,
          message: "a realized figure of \(reading.period.end) in a document of \(date)", range: bytes))
    }
    if reading.figure.unitClass == .money, reading.value > ExactDecimal(significand: 1, exponent: 16) {
      findings.append(
        Finding(
          code: "implausible-amount", severity: .warning, message: "an amount above 10^16 \(reading.figure.unit)",
          range: bytes))
    }
  }
}
