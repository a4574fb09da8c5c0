import DafuCodelists
import DafuDigest

/// The bytes of the codelist files of a folder, read once: what is digested is what is parsed.
struct CodelistFolder: Sendable {
  private let prefix: String
  private let files: [String: [UInt8]]

  /// Reads the files. Throws `UsageError` for one that cannot be read.
  init(reading folder: String) throws {
    prefix = folder.hasSuffix("/") ? folder : folder + "/"
    var files: [String: [UInt8]] = [:]
    for name in CodelistSet.names {
      let file = prefix + name + ".csv"
      do { files[name] = try FileSystemPath(file).readAll() } catch {
        throw UsageError(file: file, "the codelist cannot be read: \(error.reason)")
      }
    }
    self.files = files
  }

  /// The digest of all of them.
  var fingerprint: String {
    Recipe.digest(files.sorted { $0.key < $1.key }.flatMap { [$0.key, SHA256.hexadecimal(of: $0.value)] })
  }

  /// The lists. Throws `UsageError` with the file and line of the first fault.
  func codelists() throws -> CodelistSet {
    do { return try CodelistSet { files[$0] ?? [] } } catch let error as CodelistError {
      throw UsageError(file: prefix + error.file, line: error.line, error.message)
    }
  }
}

extension CodelistSet {
  /// Reads the codelist files of a folder. Throws `UsageError` with the file and line of the first fault.
  static func reading(folder: String) throws -> CodelistSet { try CodelistFolder(reading: folder).codelists() }
}
