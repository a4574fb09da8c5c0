import DafuCodelists
import DafuModel
@testable import DafuNormalize
import Foundation

/// What the tests of this target share.
enum Fixtures {
  static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let folder = packageRoot.appending(path: "Tests/Fixtures")

  static func codelists() throws -> CodelistSet {
    try CodelistSet { name in
      Array(try Data(contentsOf: packageRoot.appending(path: "pipelines/codelists/\(name).csv")))
    }
  }

  /// Built once: indexing the codelists costs more than reading a sentence.
  static let normalizer = Result { Normalizer(codelists: try codelists()) }

  /// A document of one paragraph.
  static func document(sentence: String, issuer: String, date: String) -> ReplyDocument {
    let text = NormalizedText(sentence)
    let whole = 0..<text.utf8.count
    return ReplyDocument(
      path: "sentence.txt", format: .text, sha256: String(repeating: "0", count: 64),
      metadata: ReplyMetadata(date: CivilDate(date), issuingBody: issuer), text: text,
      blocks: [Block(kind: .paragraph, range: whole, sentences: sentences(text.utf8))])
  }

  private static func sentences(_ utf8: [UInt8]) -> [Range<Int>] {
    let stop = Array("。".utf8)
    var found: [Range<Int>] = []
    var begin = 0
    var index = 0
    while index + 3 <= utf8.count {
      if Array(utf8[index..<index + 3]) == stop {
        found.append(begin..<index + 3)
        begin = index + 3
        index += 3
      } else {
        index += 1
      }
    }
    if begin < utf8.count { found.append(begin..<utf8.count) }
    return found
  }
}
