/// `sdmx/`: `financial_metrics` for the software of statistical offices: the structure in SDMX-ML 3.0 and the data in
/// SDMX-CSV 2.0, in the form that the common readers agree on.
///
/// No byte order mark and no line ends within cells, ACTION is I(nformation).
struct SDMXPart: ReleasePart {
  /// Who maintains the structure.
  static let agency = "DAFU"
  /// Its version. Two parts and not three: what a codelist holds may change from release to release.
  static let version = "1.0"
  /// The data.
  static let dataFileName = "sdmx/data.csv"
  /// The data as a table, for descriptors.
  static let dataTable = Table(
    name: "sdmx-data", chinese: "SDMX-CSV 格式的金融指标", english: "one observation", key: SDMXComponent.keyColumns,
    columns: [
      Column("STRUCTURE", .text, "结构的种类", "what kind of structure is named", required: true),
      Column("STRUCTURE_ID", .text, "结构的标识", "the structure", required: true),
      Column("ACTION", .text, "操作", "what to do with the row: I, information", required: true),
    ] + SDMXComponent.all.map(\.column), formats: [])

  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    guard let metrics = content.table(FinancialMetricsTable.name) else { return }
    let dataflow = SDMXIdentifier.artefact(content.release.options.dataset)
    var codes = SDMXCodes()
    try folder.write(SDMXPart.dataFileName) { sink in
      try SDMXData(metrics: metrics, dataflow: dataflow).write(to: sink) { codes.collect($0) }
    }
    for list in content.release.tables { try codes.add(list) }
    let structure = SDMXStructure(
      options: content.release.options, dataflow: dataflow, codes: codes, prepared: try content.latestDate())
    try folder.write("sdmx/structure.xml") { try $0.write(structure.bytes()) }
  }
}

/// Writes the data.
private struct SDMXData {
  let metrics: TableContent
  let dataflow: String

  func write(to sink: any ByteSink, _ visit: ([Cell]) -> Void) throws {
    let components = SDMXComponent.all
    let names = ["STRUCTURE", "STRUCTURE_ID", "ACTION"] + components.map(\.identifier)
    try sink.write(Array(names.joined(separator: ",").utf8) + CSVField.lineEnd)
    let columns = components.map { component -> Int? in
      guard case .column(let name) = component.source else { return nil }
      return metrics.table.index(of: name)
    }
    let status = metrics.table.index(of: "status")
    let leading = Array("dataflow,\(SDMXPart.agency):\(dataflow)(\(SDMXPart.version)),I".utf8)
    let bytes = ByteArena()
    try metrics.forEachRow { cells in
      visit(cells)
      bytes.removeAll()
      bytes.append(leading)
      for (component, column) in zip(components, columns) {
        bytes.append(UInt8(ascii: ","))
        let text: String
        switch component.source {
        case .constant(let value): text = value
        case .observationStatus: text = status.map { SDMXCodes.observationStatus(cells[$0].plainText) } ?? ""
        case .column:
          let plain = column.map { cells[$0].plainText } ?? ""
          if case .codelist = component.representation {
            text = SDMXIdentifier.code(plain)
          } else if component.role == .dimension {
            text = plain.isEmpty ? "_Z" : SDMXData.oneLine(plain)
          } else {
            text = SDMXData.oneLine(plain)
          }
        }
        CSVField.append(text, to: bytes)
      }
      bytes.append(CSVField.lineEnd)
      try sink.write(bytes.bytes)
    }
  }

  /// The text with a space for everything at which a reader may break a line.
  private static func oneLine(_ text: String) -> String {
    let breaks: Set<Unicode.Scalar> = [
      "\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}",
    ]
    guard text.unicodeScalars.contains(where: breaks.contains) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { breaks.contains($0) ? " " : $0 }))
  }
}

/// The codelists that the data needs: the release's own, with the joint codes and areas that its rows hold.
struct SDMXCodes {
  /// One code.
  struct Item {
    let identifier: String
    let chinese: String
    let english: String
    var parent: String?
  }

  /// Codelists by table, with the identifiers and names that SDMX gets.
  private static let tables = [
    "instruments": "CL_INSTRUMENT", "agencies": "CL_AGENCY", "metrics": "CL_INDICATOR", "units": "CL_UNIT",
  ]
  private var lists: [String: [Item]] = [:]
  private var joint: [String: [String: String]] = [:]
  private var areas: [String: String] = [:]
  private let places: (area: Int, areaName: Int, instrument: Int, instrumentName: Int, agency: Int, agencyName: Int)?

  init() {
    let table = FinancialMetricsTable.table
    if let area = table.index(of: "ref_area"), let areaName = table.index(of: "ref_area_name"),
      let instrument = table.index(of: "instrument"), let instrumentName = table.index(of: "instrument_name"),
      let agency = table.index(of: "agency"), let agencyName = table.index(of: "agency_name")
    {
      places = (area, areaName, instrument, instrumentName, agency, agencyName)
    } else {
      places = nil
    }
  }

  /// Notes the areas and joint codes of a row of `financial_metrics`.
  mutating func collect(_ cells: [Cell]) {
    guard let places else { return }
    func note(_ name: Int, for code: Int, in names: inout [String: String]) {
      let code = cells[code].plainText
      let name = cells[name].plainText
      if let known = names[code], !TotalOrder.precedes(name, known) || name.isEmpty { return }
      names[code] = name
    }
    note(places.areaName, for: places.area, in: &areas)
    for (list, code, name) in [
      ("CL_INSTRUMENT", places.instrument, places.instrumentName), ("CL_AGENCY", places.agency, places.agencyName),
    ] where cells[code].plainText.utf8.contains(UInt8(ascii: "+")) {
      note(name, for: code, in: &joint[list, default: [:]])
    }
  }

  /// Takes over a codelist of the release.
  mutating func add(_ content: TableContent) throws {
    guard let list = SDMXCodes.tables[content.table.name], let code = content.table.index(of: "code"),
      let name = content.table.index(of: "name"), let english = content.table.index(of: "name_en"),
      let parent = content.table.index(of: "parent")
    else { return }
    var items: [Item] = []
    try content.forEachRow { cells in
      items.append(
        Item(
          identifier: SDMXIdentifier.code(cells[code].plainText), chinese: cells[name].plainText,
          english: cells[english].plainText,
          parent: cells[parent] == .empty ? nil : SDMXIdentifier.code(cells[parent].plainText)))
    }
    lists[list] = items
  }

  /// The SDMX observation status of a status: normal, or forecast for what has not come to be.
  static func observationStatus(_ status: String) -> String { status == "realized" ? "A" : "F" }

  /// Every codelist: identifier, names, codes.
  var all: [(identifier: String, chinese: String, english: String, items: [Item])] {
    func items(of categories: [Column.Category]) -> [Item] {
      categories.map { Item(identifier: $0.value, chinese: $0.chinese, english: $0.english) }
    }
    func items(of names: [String: String]) -> [Item] {
      names.sorted { TotalOrder.precedes($0.key, $1.key) }
        .map {
          Item(identifier: SDMXIdentifier.code($0.key), chinese: $0.value.isEmpty ? $0.key : $0.value, english: "")
        }
    }
    func own(_ list: String) -> [Item] { (lists[list] ?? []) + items(of: joint[list] ?? [:]) }
    return [
      ("CL_FREQ", "频率", "Frequency", [Item(identifier: "A", chinese: "年度", english: "Annual")]),
      ("CL_AREA", "地区（GB/T 2260）", "Areas (GB/T 2260)", items(of: areas)),
      ("CL_INSTRUMENT", "金融工具", "Financial instruments", own("CL_INSTRUMENT")),
      ("CL_AGENCY", "机构", "Agencies", own("CL_AGENCY")), ("CL_INDICATOR", "指标", "Metrics", own("CL_INDICATOR")),
      ("CL_MEASURE", "数字的含义", "Measures", items(of: Categories.measure)), ("CL_UNIT", "单位", "Units", own("CL_UNIT")),
      ("CL_PERIOD_TYPE", "时期类型", "Period types", items(of: Categories.periodType)),
      ("CL_STATUS", "状态", "Statuses", items(of: Categories.status)),
      (
        "CL_OBS_STATUS", "观测状态", "Observation statuses",
        [
          Item(identifier: "A", chinese: "正常值", english: "Normal value"),
          Item(identifier: "F", chinese: "预测值（计划与建议）", english: "Forecast value (plans and proposals)"),
        ]
      ), ("CL_COMPARATOR", "界限", "Comparators", items(of: Categories.comparator)),
      ("CL_AGREEMENT", "一致性", "Agreement", items(of: Categories.agreement)),
    ]
  }
}
