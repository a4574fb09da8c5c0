import Foundation

/// `datapackage.json` against the files that it describes and the tables that this program knows.
enum DescriptorRules {
  private static let file = DataPackage.fileName

  /// What does not hold. Throws `FileError` where a file cannot be read.
  static func failures(in path: String) throws -> [CheckFailure] {
    let location = path + "/" + file
    guard try FileSystem.kind(of: location) == .file else { return [] }
    guard let package = try object(Data(FileSystem.read(location))) else {
      return [CheckFailure(table: file, rule: .structure, message: "it is no JSON object")]
    }
    var failures: [CheckFailure] = []
    func fail(_ rule: CheckFailure.Rule, _ message: String, key: String = "") {
      failures.append(CheckFailure(table: file, key: key, rule: rule, message: message))
    }
    for name in ["name", "title", "description"] where (package[name] as? String)?.isEmpty != false {
      fail(.required, "`\(name)` is missing")
    }
    let resources = (package["resources"] as? [Any] ?? []).compactMap { $0 as? [String: Any] }
    let listed =
      try FileSystem.kind(of: path + "/" + Checksums.fileName) == .file
      ? Checksums.read(try FileSystem.read(path + "/" + Checksums.fileName)) ?? [] : []
    let digests = Dictionary(listed.map { ($0.name, $0.sha256) }) { first, _ in first }
    var described: Set<String> = []
    for resource in resources {
      guard let name = resource["path"] as? String, described.insert(name).inserted else {
        fail(.structure, "a resource has no path of its own")
        continue
      }
      guard let digest = digests[name] else {
        fail(.reference, "\(Checksums.fileName) has no file `\(name)`", key: "path=\(name)")
        continue
      }
      if resource["hash"] as? String != "sha256:" + digest {
        fail(.digest, "the hash is not that of \(Checksums.fileName)", key: "path=\(name)")
      }
      // A file that is missing is named where the files are compared with the list.
      guard try FileSystem.kind(of: path + "/" + name) == .file else { continue }
      if resource["bytes"] as? Int != (try FileSystem.size(of: path + "/" + name)) {
        fail(.count, "the number of bytes is not that of the file", key: "path=\(name)")
      }
    }
    for table in ReleaseTables.all {
      let name = table.name + "." + ReleaseFormat.csv.fileExtension
      guard let resource = resources.first(where: { $0["path"] as? String == name }) else {
        fail(.files, "it describes no `\(name)`")
        continue
      }
      guard let schema = resource["schema"] as? [String: Any],
        let expected = try object(Data(JSONText.bytes(of: DataPackage.schema(of: table)))),
        let found = canonical(schema), found == canonical(expected)
      else {
        fail(.structure, "the schema is not that of the table \(table.name)", key: "path=\(name)")
        continue
      }
    }
    return failures
  }

  /// The same bytes for the same members in any order. Dictionaries of `Any` are not compared: with Swift's libraries
  /// linked into the program they differ from themselves.
  private static func canonical(_ object: [String: Any]) -> Data? {
    try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
  }

  private static func object(_ data: Data) throws -> [String: Any]? {
    // A file that is no JSON is a finding.
    (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
  }
}
