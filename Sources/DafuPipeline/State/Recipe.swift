import DafuDigest
import DafuExtract
import Foundation

/// What an outcome was made with, beside the input's bytes: the same bytes and recipe give the same outcome.
struct Recipe: Hashable, Sendable {
  /// The program: its own content and that of the libraries that it works with.
  let program: String
  /// How the reader is told to read.
  let reader: String
  /// The content of the codelists.
  let codelists: String

  /// Whether what `extract` gave is the same under another recipe.
  func extractsAs(_ other: Recipe) -> Bool { program == other.program && reader == other.reader }

  /// A digest of texts, each told apart from the next.
  static func digest(_ parts: [String]) -> String {
    let stream = SHA256.Stream()
    for part in parts {
      stream.update(Array("\(part.utf8.count):".utf8))
      stream.update(Array(part.utf8))
    }
    return String(stream.finish().prefix(32))
  }
}

extension PipelineFile {
  /// The digest of everything that tells the reader how to read; `recognition` is what recognizes pictures of pages.
  func readerFingerprint(recognition: OpticalRecognition?) -> String {
    var parts = ["\(InputReader.limit)", recognition?.identity ?? ""]
    for mapping in xmlMappings {
      parts += ["mapping", mapping.rootName, mapping.rootNamespace ?? "*"]
      for (prefix, namespace) in mapping.prefixes.sorted(by: { $0.key < $1.key }) { parts += [prefix, namespace] }
      for field in XMLMapping.Field.allCases {
        if let expression = mapping.fields[field] { parts += [field.rawValue, expression] }
      }
    }
    return Recipe.digest(parts)
  }

  /// The digest of everything that `load` makes a release from, beside the documents and the codelists; `corrections`
  /// and `accuracy` are those files' bytes.
  func loadFingerprint(program: String, corrections: [UInt8]?, accuracy: [UInt8]?) -> String {
    Recipe.digest(
      [
        program, dataset.name, dataset.title, dataset.titleChinese, dataset.description, dataset.licence,
        dataset.publisher, outputs.version ?? "", "\(outputs.csvByteOrderMark)", "\(checks.minimumDocuments)",
        "\(checks.minimumObservations)", "\(checks.maximumRejectShare)",
        corrections.map { SHA256.hexadecimal(of: $0) } ?? "none",
        accuracy.map { SHA256.hexadecimal(of: $0) } ?? "none",
      ] + Set(outputs.formats).sorted())
  }
}

/// The program that is running, as its content tells it: no number that somebody must remember to raise.
enum ProgramIdentity {
  /// The digest of the executable, of every library that is mapped into it, and of the reader of PDF beside it. `digest`
  /// gives that of a file.
  static func fingerprint(digest: (FileSystemPath) -> String?) -> String {
    var parts = [programVersion, digest(FileSystemPath("/proc/self/exe")) ?? "unknown"]
    for library in libraries() {
      parts.append(String(library[(library.lastIndex(of: "/").map(library.index(after:)) ?? library.startIndex)...]))
      parts.append(digest(FileSystemPath(library)) ?? "unknown")
    }
    if let tool = CompanionProgram.path(of: "dafu-pdf") {
      parts += ["dafu-pdf", digest(FileSystemPath(tool)) ?? "unknown"]
    }
    return Recipe.digest(parts)
  }

  /// The paths of the shared libraries mapped into this process, sorted.
  private static func libraries() -> [String] {
    guard let maps = try? FileSystemPath("/proc/self/maps").readAll() else { return [] }
    var paths: Set<String> = []
    for line in maps.split(separator: UInt8(ascii: "\n")) {
      guard let slash = line.firstIndex(of: UInt8(ascii: "/")) else { continue }
      let path = String(decoding: line[slash...], as: UTF8.self)
      if path.contains(".so") { paths.insert(path) }
    }
    return paths.sorted()
  }
}
