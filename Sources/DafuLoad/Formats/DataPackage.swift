/// `datapackage.json`: Data Package v2 with Table Schema, made from the tables' definitions.
///
/// Joint columns (`A+B`) have a pattern and no foreign key, for Table Schema knows no such reference; the release's
/// own checks hold them to their codelists.
struct DataPackage {
  static let fileName = "datapackage.json"

  let options: ReleaseOptions
  let version: String?
  /// The files that are described, with the tables that they hold.
  let files: [(file: ReleaseFile, table: Table, format: ReleaseFormat)]
  /// The other files of the release: held to their size and digest.
  let others: [ReleaseFile]

  /// The descriptor's bytes.
  func bytes() -> [UInt8] { JSONText.bytes(of: descriptor) }

  private var descriptor: JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("$schema", .text("https://datapackage.org/profiles/2.0/datapackage.json")),
      ("name", .text(options.dataset)),
      ("title", .text(options.title)),
      ("description", .text(options.description)),
    ]
    if let version { members.append(("version", .text(version))) }
    if let licence = options.licence {
      var fields: [(name: String, value: JSONValue)] = [("name", .text(licence.name))]
      if let path = licence.path { fields.append(("path", .text(path))) }
      if let title = licence.title { fields.append(("title", .text(title))) }
      members.append(("licenses", .array([.object(fields)])))
    }
    members.append(("resources", .array(files.map(resource) + others.map(resource))))
    return .object(members)
  }

  private func resource(_ entry: (file: ReleaseFile, table: Table, format: ReleaseFormat)) -> JSONValue {
    let isCSV = entry.format == .csv
    var members: [(name: String, value: JSONValue)] = [
      ("name", .text(isCSV ? entry.table.name : "\(entry.table.name)-\(entry.format.rawValue)"))
    ]
    if isCSV { members.append(("type", .text("table"))) }
    members += [
      ("path", .text(entry.file.name)),
      ("title", .text(entry.table.chinese)),
      ("description", .text("\(entry.table.chinese)。Each row: \(entry.table.english).")),
      ("format", .text(entry.format.rawValue)),
      ("mediatype", .text(entry.format.mediaType)),
      ("encoding", .text("utf-8")),
      ("bytes", .integer(entry.file.byteCount)),
      ("hash", .text("sha256:" + entry.file.sha256)),
    ]
    // The other formats hold the same rows; without a schema their bytes are still held to size and digest.
    if isCSV {
      members.append(("dialect", .object([("delimiter", .text(",")), ("lineTerminator", .text("\r\n"))])))
      members.append(("schema", DataPackage.schema(of: entry.table)))
    }
    return .object(members)
  }

  private func resource(_ file: ReleaseFile) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [("name", .text(DataPackage.resourceName(file.name)))]
    // Validators read these as tables whatever the descriptor says, so it says how.
    let isWorkbook = file.name == WorkbookPart.fileName
    let isData = file.name == SDMXPart.dataFileName
    if isWorkbook || isData { members.append(("type", .text("table"))) }
    members += [
      ("path", .text(file.name)),
      ("format", .text(MediaType.fileExtension(of: file.name))),
      ("mediatype", .text(MediaType.ofFile(named: file.name))),
    ]
    if MediaType.isText(file.name) { members.append(("encoding", .text("utf-8"))) }
    members += [("bytes", .integer(file.byteCount)), ("hash", .text("sha256:" + file.sha256))]
    if isWorkbook {
      // The row of English headers is the second one.
      members.append(
        (
          "dialect",
          .object([
            ("headerRows", .array([.integer(2)])), ("sheetName", .text(FinancialMetricsTable.name)),
          ])
        ))
      members.append(("schema", DataPackage.schema(of: WorkbookPart.mainSheet)))
    }
    if isData { members.append(("schema", DataPackage.schema(of: SDMXPart.dataTable))) }
    return .object(members)
  }

  /// A resource's name: lower-case letters, digits, `-`, `_`, `.`; no folders.
  private static func resourceName(_ file: String) -> String {
    file.lowercased().replacing("/", with: "-")
  }

  /// A table as Table Schema describes it.
  static func schema(of table: Table) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("$schema", .text("https://datapackage.org/profiles/2.0/tableschema.json")),
      ("fields", .array(table.columns.map(field))),
    ]
    // A key column that may be empty is an empty text, not a missing value: a key has no missing part.
    let keyMayBeEmpty = table.columns.contains { !$0.isRequired && table.key.contains($0.name) }
    if keyMayBeEmpty { members.append(("missingValues", .array([]))) }
    members.append(("primaryKey", .array(table.key.map { .text($0) })))
    let foreignKeys = table.columns.compactMap { column -> JSONValue? in
      guard let reference = column.reference, !reference.isJoint else { return nil }
      // Table Schema: an empty resource is the table itself.
      let resource = reference.table == table.name ? "" : reference.table
      return .object([
        ("fields", .array([.text(column.name)])),
        (
          "reference",
          .object([("resource", .text(resource)), ("fields", .array([.text(reference.column)]))])
        ),
      ])
    }
    if !foreignKeys.isEmpty { members.append(("foreignKeys", .array(foreignKeys))) }
    return .object(members)
  }

  private static func field(_ column: Column) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("name", .text(column.name)),
      ("type", .text(column.kind.rawValue)),
      ("title", .text(column.chinese)),
      ("description", .text("\(column.chinese)。\(column.english)")),
      ("concept", .text(column.concept)),
    ]
    if !column.categories.isEmpty {
      members.append(
        (
          "categories",
          .array(
            column.categories.map {
              .object([("value", .text($0.value)), ("label", .text("\($0.chinese) / \($0.english)"))])
            })
        ))
    }
    var constraints: [(name: String, value: JSONValue)] = []
    if column.isRequired { constraints.append(("required", .boolean(true))) }
    if let syntax = column.syntax { constraints.append(("pattern", .text(syntax.pattern))) }
    if !column.categories.isEmpty {
      constraints.append(("enum", .array(column.categories.map { .text($0.value) })))
    }
    if let minimum = column.minimum { constraints.append(("minimum", .integer(minimum))) }
    if let maximum = column.maximum { constraints.append(("maximum", .integer(maximum))) }
    if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
    return .object(members)
  }
}
