/// One component of the data structure: the column that it shows, and what may stand in it.
struct SDMXComponent: Sendable {
  /// Its part in the structure.
  enum Role: Sendable { case dimension, time, measure, attribute }

  /// What may stand in it.
  enum Representation: Sendable {
    /// A codelist by its identifier.
    case codelist(String)
    /// Text of an SDMX type: `String`, `Decimal`, `Integer`, `GregorianDay`.
    case text(String)
  }

  /// Where its values come from.
  enum Source: Sendable {
    /// A column of the table.
    case column(String)
    /// The same value everywhere.
    case constant(String)
    /// Derived from the status: normal or forecast.
    case observationStatus
  }

  let identifier: String
  let role: Role
  let source: Source
  let representation: Representation
  let chinese: String
  let english: String

  /// The components of `financial_metrics` in order: dimensions, measure, attributes.
  ///
  /// - `STATUS` is a dimension, because a plan and its fulfilment are two figures; `OBS_STATUS` says the same in the
  ///   cross-domain codelist: what has not come to be is never A.
  /// - Names are in the codelists and not repeated.
  static let all: [SDMXComponent] =
    [
      SDMXComponent(
        identifier: "FREQ", role: .dimension, source: .constant("A"), representation: .codelist("CL_FREQ"),
        chinese: "频率", english: "Frequency"),
      dimension("ref_area", codelist: "CL_AREA"), dimension("instrument", codelist: "CL_INSTRUMENT"),
      dimension("agency", codelist: "CL_AGENCY"), dimension("metric", codelist: "CL_INDICATOR"),
      dimension("subject", codelist: nil), dimension("measure", codelist: "CL_MEASURE"),
      dimension("unit", codelist: "CL_UNIT"), dimension("period_type", codelist: "CL_PERIOD_TYPE"),
      dimension("status", codelist: "CL_STATUS"),
      component("year", .time, .text("ObservationalTimePeriod")),
      component("value", .measure, .text("Decimal")),
      SDMXComponent(
        identifier: "OBS_STATUS", role: .attribute, source: .observationStatus,
        representation: .codelist("CL_OBS_STATUS"), chinese: "观测状态", english: "Observation status"),
      SDMXComponent(
        identifier: "UNIT_MULT", role: .attribute, source: .constant("0"), representation: .text("Integer"),
        chinese: "单位乘数：10 的幂", english: "Unit multiplier: a power of ten"),
      component("comparator", .attribute, .codelist("CL_COMPARATOR")),
      component("period_start", .attribute, .text("GregorianDay")),
      component("period_end", .attribute, .text("GregorianDay")),
      component("n_observations", .attribute, .text("Integer")),
      component("n_documents", .attribute, .text("Integer")),
      component("agreement", .attribute, .codelist("CL_AGREEMENT")),
      component("value_min", .attribute, .text("Decimal")),
      component("value_max", .attribute, .text("Decimal")),
      component("observation_id", .attribute, .text("String")),
    ].compactMap { $0 }

  /// The components that identify an observation.
  static var keyColumns: [String] { all.filter { $0.role == .dimension || $0.role == .time }.map(\.identifier) }

  /// The component as a column of the data file.
  var column: Column {
    let kind: Column.Kind =
      switch representation {
      case .codelist, .text("String"): .text
      case .text("Decimal"): .number
      case .text("GregorianDay"): .date
      case .text: .integer
      }
    return Column(identifier, kind, chinese, english, required: true, concept: identifier)
  }

  private static func dimension(_ column: String, codelist: String?) -> SDMXComponent? {
    component(column, .dimension, codelist.map { .codelist($0) } ?? .text("String"))
  }

  private static func component(_ name: String, _ role: Role, _ representation: Representation) -> SDMXComponent? {
    let table = FinancialMetricsTable.table
    guard let index = table.index(of: name) else { return nil }
    let column = table.columns[index]
    // The concept of the column `status` is OBS_STATUS, whose cross-domain codelist has other codes.
    return SDMXComponent(
      identifier: name == "status" ? "STATUS" : column.concept, role: role, source: .column(name),
      representation: representation, chinese: column.chinese, english: column.english)
  }
}

/// Identifiers as SDMX allows them.
enum SDMXIdentifier {
  /// A code as SDMX allows it (letters, digits, `_`, `-`, `@`, `$`): `+` between joint codes becomes `$`, other bytes
  /// `@` and two hexadecimal digits. An empty cell is `_Z`, not applicable.
  static func code(_ code: String) -> String {
    if code.isEmpty { return "_Z" }
    var bytes: [UInt8] = []
    for byte in code.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        bytes.append(byte)
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: "$"))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        bytes += Array("@\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The identifier of an artefact: capitals, digits and `_`.
  static func artefact(_ name: String) -> String {
    let bytes = name.uppercased().utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: UInt8(ascii: "_")
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.first.map { $0.isLetter } == true ? text : "D_" + text
  }
}
