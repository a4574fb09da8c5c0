/// `csv-metadata.json`: the tables as CSV on the Web describes them (W3C, Metadata Vocabulary for Tabular Data). It
/// can declare what Table Schema cannot: that each code of a joint column (`A+B`) refers to its codelist. Columns of a
/// key are the exception, for validators refuse lists in a key; and a column that may be empty is no foreign key, for
/// strict ones refuse that.
struct CSVWMetadata: ReleasePart {
  static let fileName = "csv-metadata.json"

  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    let tables = content.tableFiles.filter { $0.format == .csv }
    let descriptor = CSVWMetadata.descriptor(
      options: content.release.options, version: content.version,
      tables: tables.map { (file: $0.file.name, table: $0.table) })
    try folder.write(CSVWMetadata.fileName) { try $0.write(JSONText.bytes(of: descriptor)) }
  }

  private static func descriptor(
    options: ReleaseOptions, version: String, tables: [(file: String, table: Table)]
  ) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("@context", .array([.text("http://www.w3.org/ns/csvw"), .object([("@language", .text("zh"))])])),
      ("dc:title", .text(options.title)), ("dc:description", .text(options.description)),
      ("dc:identifier", .text(options.dataset)), ("dc:hasVersion", .text(version)),
    ]
    if let licence = options.licence { members.append(("dc:license", .text(licence.path ?? licence.name))) }
    // The defaults would take rows that begin with # for comments and trim spaces.
    let dialect: [(name: String, value: JSONValue)] = [
      ("encoding", .text("utf-8")), ("lineTerminators", .array([.text("\r\n")])), ("commentPrefix", .null),
      ("doubleQuote", .boolean(true)), ("trim", .boolean(false)), ("skipBlankRows", .boolean(false)),
    ]
    members.append(("dialect", .object(dialect)))
    let files = Dictionary(tables.map { ($0.table.name, $0.file) }) { first, _ in first }
    members.append(("tables", .array(tables.map { table($0.file, $0.table, files: files) })))
    return .object(members)
  }

  private static func table(_ file: String, _ table: Table, files: [String: String]) -> JSONValue {
    let keys = table.columns.compactMap { column -> JSONValue? in
      guard let reference = column.reference, let resource = files[reference.table],
        column.isRequired, !reference.isJoint || !table.key.contains(column.name)
      else { return nil }
      return .object([
        ("columnReference", .array([.text(column.name)])),
        (
          "reference",
          .object([("resource", .text(resource)), ("columnReference", .array([.text(reference.column)]))])
        ),
      ])
    }
    var schema: [(name: String, value: JSONValue)] = [
      ("columns", .array(table.columns.map { column($0, isKey: table.key.contains($0.name)) })),
      ("primaryKey", .array(table.key.map { .text($0) })),
    ]
    if !keys.isEmpty { schema.append(("foreignKeys", .array(keys))) }
    return .object([
      ("url", .text(file)), ("dc:title", .text(table.chinese)),
      ("dc:description", .text("Each row: \(table.english).")),
      ("tableSchema", .object(schema)),
    ])
  }

  private static func column(_ column: Column, isKey: Bool) -> JSONValue {
    let isList = column.reference?.isJoint == true && !isKey
    var members: [(name: String, value: JSONValue)] = [
      ("name", .text(column.name)),
      ("titles", .text(column.name)),
      ("dc:description", .text("\(column.chinese)。\(column.english)")),
      ("datatype", datatype(of: column, isList: isList)),
    ]
    if column.isRequired { members.append(("required", .boolean(true))) }
    if isList { members.append(("separator", .text("+"))) }
    // A part of a key is an empty text, not a missing value.
    if isKey && !column.isRequired { members.append(("null", .array([]))) }
    return .object(members)
  }

  private static func datatype(of column: Column, isList: Bool) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = []
    switch column.kind {
    case .text:
      members.append(("base", .text("string")))
      if !column.categories.isEmpty {
        members.append(("format", .text("^(\(column.categories.map(\.value).joined(separator: "|")))$")))
      } else if isList {
        // The pattern of one code: the separator takes the cell apart first.
        members.append(("format", .text(TextSyntax.code.pattern)))
      } else if let syntax = column.syntax {
        members.append(("format", .text(syntax.pattern)))
      }
    case .integer: members.append(("base", .text("integer")))
    case .number: members.append(("base", .text("decimal")))
    case .date: members.append(("base", .text("date")))
    }
    if let minimum = column.minimum { members.append(("minimum", .integer(minimum))) }
    if let maximum = column.maximum { members.append(("maximum", .integer(maximum))) }
    return .object(members)
  }
}
