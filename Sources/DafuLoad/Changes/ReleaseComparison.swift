import Foundation

/// Two releases cannot be compared.
public struct ReleaseComparisonError: Error, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  /// The message.
  public var description: String { message }
}

/// Compares two release folders by merging their sorted tables: never more of a table in memory than one document's
/// rows.
public enum ReleaseComparison {
  /// How many rows of each kind and table are listed.
  public static let rowLimit = 5000

  /// What is different. Throws `ReleaseComparisonError` where a folder is no release or its tables are not in order,
  /// `FileError` where the system refuses.
  public static func compare(_ before: String, _ after: String) throws -> ReleaseChanges {
    try compare(before, named: version(of: before), after, named: version(of: after))
  }

  /// The same with the names of the versions given; a folder that is still being written has none.
  static func compare(
    _ before: String, named previous: String, _ after: String, named version: String
  ) throws -> ReleaseChanges {
    var changes = ReleaseChanges(previous: previous, version: version)
    for table in ReleaseTables.all {
      let file = "/" + table.name + "." + ReleaseFormat.csv.fileExtension
      let comparison = try TableComparison(
        table, before: CSVRecords(before + file), after: CSVRecords(after + file), limit: rowLimit)
      let (result, abandoned) = try comparison.compare()
      changes.tables.append(result)
      changes.promotions += try CodePromotions.find(
        abandoned, in: after + file, list: table.name, differing: result.rows)
    }
    return changes
  }

  /// The version that a release's descriptor names, else the folder's name.
  static func version(of folder: String) throws -> String {
    let file = folder + "/" + DataPackage.fileName
    guard access(file, R_OK) == 0 else {
      throw ReleaseComparisonError(message: "\(folder) is no release: it has no \(DataPackage.fileName)")
    }
    let descriptor = try JSONSerialization.jsonObject(with: Data(FileSystem.read(file))) as? [String: Any]
    let name = folder.split(separator: "/").last.map(String.init)
    return descriptor?["version"] as? String ?? name ?? folder
  }
}

/// Codes of the program's own making that a codelist has taken over.
enum CodePromotions {
  /// Finds the curated codes of a codelist's file that carry the name of an abandoned discovered code, and codes
  /// whose status became `curated`.
  static func find(
    _ abandoned: [(code: String, name: String)], in file: String, list: String, differing rows: [ReleaseChanges.Row]
  ) throws -> [ReleaseChanges.Promotion] {
    var promotions: [ReleaseChanges.Promotion] = []
    for row in rows where row.kind == .changed {
      guard row.differences.contains(where: { $0.column == "status" && $0.after == "curated" }) else { continue }
      let code = row.value("code")
      promotions.append(.init(list: list, before: code, after: code, name: row.value("name")))
    }
    guard !abandoned.isEmpty else { return promotions }
    let codes = Dictionary(abandoned.map { ($0.name, $0.code) }) { first, _ in first }
    let records = try CSVRecords(file)
    guard let code = records.header.firstIndex(of: "code"), let name = records.header.firstIndex(of: "name"),
      let aliases = records.header.firstIndex(of: "aliases"), let status = records.header.firstIndex(of: "status")
    else { return promotions }
    while let record = try records.next() {
      guard record.text(status) == "curated" else { continue }
      for candidate in [record.text(name)] + record.text(aliases).split(separator: "|").map(String.init) {
        guard let former = codes[candidate] else { continue }
        promotions.append(.init(list: list, before: former, after: record.text(code), name: candidate))
      }
    }
    return promotions
  }
}
