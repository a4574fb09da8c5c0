import DafuDigest
import DafuExtract
import DafuModel
import Foundation
import Testing

@testable import DafuNormalize

/// Every observation's offsets cut its `value_text` out of the text that `dafu show` prints.
@Suite struct OffsetTests {
  static let folders = ["pipelines/sample", "Tests/Fixtures/unseen", "Tests/Fixtures/unseen-2", "../shared/corpus/dev"]

  @Test(arguments: folders) func offsetsCutTheFigure(_ name: String) throws {
    let folder = Fixtures.packageRoot.appending(path: name)
    // The shared corpora are not part of the repository.
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    let normalizer = Normalizer(codelists: try Fixtures.codelists())
    var figures = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
      let outcome = DocumentReader().read(bytes, path: file, sha256: SHA256.hexadecimal(of: bytes))
      guard case .document(let document) = outcome else { continue }
      for observation in normalizer.normalize(document).observations {
        let range = observation.start..<observation.end
        #expect(range.upperBound <= document.text.utf8.count)
        #expect(Array(document.text.utf8[range]) == Array(observation.valueText.utf8))
        #expect(!observation.valueText.contains("\u{FFFD}"))
        figures += 1
      }
    }
    #expect(figures > 100)
  }
}
