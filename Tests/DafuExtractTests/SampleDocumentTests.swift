import DafuModel
import Foundation
import Testing

@testable import DafuExtract

/// The properties of documents, over every sample reply of the repository and every fixture of replies unseen.
@Suite struct SampleDocumentTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Paths of the replies, relative to the repository.
  static let paths: [String] = ["pipelines/sample", "Tests/Fixtures/unseen"].flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)) ?? []
    return names.filter { !$0.hasSuffix(".csv") }.sorted().map { folder + "/" + $0 }
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: SampleDocumentTests.root.appendingPathComponent(path)))
  }

  @Test func bothFoldersAreThere() {
    #expect(SampleDocumentTests.paths.count { $0.hasPrefix("pipelines/sample/") } >= 10)
    #expect(SampleDocumentTests.paths.count { $0.hasPrefix("Tests/Fixtures/unseen/") } >= 5)
  }

  @Test(arguments: paths)
  func rangesAndRunsHold(_ path: String) throws {
    let document = try Fixture.document(bytes: try bytes(path))
    PropertyChecks.check(document)
    #expect(document.blocks.contains { $0.kind == .paragraph })
    #expect(document.metadata.title != nil && document.metadata.issuingBody != nil)
  }

  /// In text and Markdown nothing is written differently from the source but marks, spaces and character references:
  /// every run's ink stands in the decoded source, byte for byte. Elsewhere every run points into the source.
  @Test(arguments: paths)
  func runsLeadToTheSource(_ path: String) throws {
    let input = try bytes(path)
    let source = try #require(TextDecoder.decode(input)).bytes
    let document = try Fixture.document(bytes: input)
    switch document.format {
    case .text, .markdown: PropertyChecks.checkMap(document, source: source)
    default:
      #expect(document.text.runs.allSatisfy { $0.source >= 0 && $0.source + $0.count <= source.count })
    }
    // Most of what is printed was printed in the source: a map of nothing would satisfy the rest.
    let mapped = document.text.runs.reduce(0) { $0 + $1.count }
    #expect(mapped * 10 >= document.text.utf8.count * 9)
  }

  /// The same reply in another encoding is the same document: only the digest and the places in the source may differ.
  @Test(arguments: paths)
  func theEncodingMakesNoDifference(_ path: String) throws {
    let input = try bytes(path)
    let source = try #require(TextDecoder.decode(input)).bytes
    let document = try Fixture.document(bytes: input)
    let units = Array(String(decoding: source, as: UTF8.self).utf16)
    let forms: [[UInt8]] = [
      [0xEF, 0xBB, 0xBF] + source, [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
    ]
    for form in forms {
      let other = try Fixture.document(bytes: form)
      #expect(other.text == document.text)
      #expect(other.blocks == document.blocks && other.tables == document.tables)
      #expect(other.metadata == document.metadata)
    }
  }
}
