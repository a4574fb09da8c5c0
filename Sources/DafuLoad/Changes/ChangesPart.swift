/// `changes.json` and `CHANGES.md`: what is different from the release before.
///
/// They are the only files that depend on more than the release's tables and options; a release whose other files are
/// the same is the same release, whatever stood before it.
struct ChangesPart: ReleasePart {
  /// The files that depend on the release before.
  static let fileNames = ["changes.json", "CHANGES.md"]

  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    let changes = ChangesPart.changes(content, folder.path)
    try folder.write(ChangesPart.fileNames[0]) { try $0.write(JSONText.bytes(of: changes.value)) }
    try folder.write(ChangesPart.fileNames[1]) { try $0.write(Array(changes.markdown.utf8)) }
  }

  /// A release before that is damaged, or has other columns, must not stop the one that is being made.
  private static func changes(_ content: ReleaseContent, _ folder: String) -> ReleaseChanges {
    guard let previous = content.previous, let name = previous.split(separator: "/").last.map(String.init),
      name != content.version
    else { return ReleaseChanges(previous: nil, version: content.version) }
    do {
      return try ReleaseComparison.compare(previous, named: name, folder, named: content.version)
    } catch {
      var changes = ReleaseChanges(previous: name, version: content.version)
      // A file error names a path of this machine, which has no place in a release.
      changes.obstacle = (error as? ReleaseComparisonError)?.message ?? "a table of \(name) cannot be read"
      return changes
    }
  }
}
