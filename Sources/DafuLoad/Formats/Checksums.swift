/// A file of a release as its descriptor and its list of digests name it.
public struct ReleaseFile: Hashable, Sendable, Codable {
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

  /// Reads a list; nil where a line is none.
  static func read(_ bytes: [UInt8]) -> [(name: String, sha256: String)]? {
    let lines = lines(bytes)
    let entries = lines.compactMap { $0 }
    return entries.count == lines.count ? entries : nil
  }

  /// The lines of a list; nil for one that is no digest, two spaces and the path of a file inside the folder.
  static func lines(_ bytes: [UInt8]) -> [(name: String, sha256: String)?] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let isEnded = lines.last?.isEmpty == true
    if isEnded { lines.removeLast() }
    return lines.enumerated().map { index, line in
      let digest = String(decoding: line.prefix(64), as: UTF8.self)
      guard isEnded || index + 1 < lines.count, TextSyntax.sha256.matches(digest), line.count > 66,
        line.dropFirst(64).prefix(2).elementsEqual([0x20, 0x20]),
        let name = String(validating: line.dropFirst(66), as: UTF8.self),
        name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy({ !["", ".", ".."].contains($0) })
      else { return nil }
      return (name, digest)
    }
  }
}
