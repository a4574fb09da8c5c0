/// A file of a release as its descriptor and its list of digests name it.
public struct ReleaseFile: Hashable, Sendable {
  /// The name within the release folder.
  public let name: String
  /// SHA-256 of the bytes, lower-case hexadecimal.
  public let sha256: String
  /// How many bytes it has.
  public let byteCount: Int
}

/// `SHA256SUMS`: the digest of every other file, in the form that `sha256sum -c` reads.
enum Checksums {
  static let fileName = "SHA256SUMS"

  /// The list, sorted by name.
  static func bytes(of files: [ReleaseFile]) -> [UInt8] {
    files.sorted { TotalOrder.precedes($0.name, $1.name) }
      .flatMap { Array("\($0.sha256)  \($0.name)\n".utf8) }
  }

  /// Reads a list; nil for a line that is none.
  static func read(_ bytes: [UInt8]) -> [(name: String, sha256: String)]? {
    var entries: [(name: String, sha256: String)] = []
    for line in bytes.split(separator: 0x0A) {
      let digest = String(decoding: line.prefix(64), as: UTF8.self)
      guard TextSyntax.sha256.matches(digest), line.count > 66,
        line.dropFirst(64).prefix(2).elementsEqual([0x20, 0x20])
      else { return nil }
      entries.append((String(decoding: line.dropFirst(66), as: UTF8.self), digest))
    }
    return entries
  }
}
