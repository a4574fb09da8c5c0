import DafuExtract
import DafuModel

extension PipelineFile {
  /// Reads the file at `path`. Throws `UsageError` with file, line and what to do for a file that is missing, is no
  /// YAML, has an unknown key, lacks one, or has a value of the wrong type. Paths inside are relative to the file.
  public init(reading path: String) throws {
    let bytes: [UInt8]
    do { bytes = try FileSystemPath(path).readAll() } catch {
      let advice =
        path == PipelineFile.defaultPath
        ? "; run dafu in the folder that holds `pipelines`, or name a pipeline file" : ""
      throw UsageError(file: path, "the pipeline file cannot be read: \(error.reason)\(advice)")
    }
    try self.init(path: path, yaml: String(decoding: bytes, as: UTF8.self))
  }

  /// Reads a pipeline file's text; `path` is its own path.
  public init(path: String, yaml: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    func resolved(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }

    let root = try SettingsMapping(file: path, yaml: yaml)
    try root.allow([
      "dataset", "inputs", "missing_inputs", "codelists", "corrections", "accuracy", "xml", "optical_recognition",
      "checks", "state", "outputs",
    ])

    let inputs = try root.list("inputs").map { item in
      let name = try item.text()
      return Input(path: resolved(name), isPattern: name.contains { "*?[".contains($0) }, line: item.line)
    }
    let mappings = try root.optionalMapping("xml").map(PipelineFile.xmlMappings) ?? []
    self.init(
      path: path,
      dataset: try PipelineFile.dataset(root.mapping("dataset")),
      inputs: inputs,
      missingInputs: try PipelineFile.missingInputs(root),
      codelists: resolved(try root.text("codelists")),
      corrections: try root.optionalText("corrections").map(resolved),
      accuracy: try root.optionalText("accuracy").map(resolved),
      xmlMappings: mappings,
      recognizesOptically: try root.optionalSwitch("optical_recognition") ?? false,
      checks: try PipelineFile.checks(root.optionalMapping("checks")),
      state: try PipelineFile.state(root.optionalMapping("state"), resolved: resolved),
      outputs: try PipelineFile.outputs(root.mapping("outputs"), resolved: resolved))
  }

  private static func dataset(_ mapping: SettingsMapping) throws -> Dataset {
    try mapping.allow(["name", "title", "title_zh", "description", "licence", "publisher"])
    let name = try mapping.text("name")
    let allowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
    guard allowed, let first = name.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else {
      throw mapping.error(
        "name",
        "`\(name)` cannot be a dataset's name: use lower-case letters, digits, `-`, `_` and `.`, "
          + "a letter or digit first")
    }
    return Dataset(
      name: name, title: try mapping.text("title"), titleChinese: try mapping.text("title_zh"),
      description: try mapping.optionalText("description") ?? "", licence: try mapping.text("licence"),
      publisher: try mapping.text("publisher"))
  }

  private static func xmlMappings(_ mapping: SettingsMapping) throws -> [XMLMapping] {
    try mapping.keys.map { name in
      let entry = try mapping.mapping(name)
      try entry.allow(["root", "namespace", "prefixes", "fields"])
      let fields = try entry.mapping("fields")
      try fields.allow(XMLMapping.Field.allCases.map(\.rawValue))
      var expressions: [XMLMapping.Field: String] = [:]
      for field in XMLMapping.Field.allCases {
        guard let expression = try fields.optionalText(field.rawValue) else { continue }
        guard XMLMapping.isExpression(expression) else {
          throw fields.error(field.rawValue, "`\(expression)` is no XPath 1.0 expression")
        }
        expressions[field] = expression
      }
      let prefixes = try entry.optionalMapping("prefixes")
      return XMLMapping(
        rootName: try entry.text("root"), rootNamespace: try entry.optionalText("namespace"),
        prefixes: Dictionary(
          uniqueKeysWithValues: try prefixes?.keys.map { ($0, try prefixes?.text($0) ?? "") } ?? []),
        fields: expressions)
    }
  }

  private static func checks(_ mapping: SettingsMapping?) throws -> Checks {
    try mapping?.allow([
      "minimum_documents", "minimum_observations", "maximum_reject_share", "maximum_lost_share",
    ])
    func share(_ key: String) throws -> ExactDecimal? {
      guard let mapping, let share = try mapping.optionalDecimal(key) else { return nil }
      guard share >= ExactDecimal(0), share <= ExactDecimal(1) else {
        throw mapping.error(key, "a share lies between 0 and 1, but `\(share)` stands here")
      }
      return share
    }
    return Checks(
      minimumDocuments: try mapping?.optionalCount("minimum_documents") ?? 0,
      minimumObservations: try mapping?.optionalCount("minimum_observations") ?? 0,
      maximumRejectShare: try share("maximum_reject_share") ?? ExactDecimal(1),
      maximumLostShare: try share("maximum_lost_share"))
  }

  private static func missingInputs(_ root: SettingsMapping) throws -> MissingInputs {
    guard let word = try root.optionalText("missing_inputs") else { return .drop }
    guard let choice = MissingInputs(rawValue: word) else {
      throw root.error("missing_inputs", "`missing_inputs` must be drop or keep, not `\(word)`")
    }
    return choice
  }

  private static func state(_ mapping: SettingsMapping?, resolved: (String) -> String) throws -> State {
    try mapping?.allow(["keep", "directory", "runs"])
    let runs = try mapping?.optionalCount("runs") ?? 30
    guard runs > 0 else {
      throw mapping?.error("runs", "the ledger must keep at least one run") ?? UsageError("the ledger is empty")
    }
    return State(
      isKept: try mapping?.optionalSwitch("keep") ?? true,
      directory: try mapping?.optionalText("directory").map(resolved), runs: runs)
  }

  private static func outputs(_ mapping: SettingsMapping, resolved: (String) -> String) throws -> Outputs {
    try mapping.allow(["directory", "formats", "csv"])
    let formats = try mapping.list("formats").map { item in
      let name = try item.text()
      guard PipelineFile.formats.contains(name) else {
        throw item.error("unknown format `\(name)`; there are \(PipelineFile.formats.joined(separator: ", "))")
      }
      return name
    }
    guard formats.contains("csv") else {
      throw mapping.error("formats", "`csv` must be among the formats: a release is made of its CSV tables")
    }
    let csv = try mapping.optionalMapping("csv")
    try csv?.allow(["bom"])
    return Outputs(
      directory: resolved(try mapping.text("directory")), formats: formats,
      csvByteOrderMark: try csv?.optionalSwitch("bom") ?? true)
  }
}
