import DafuCodelists

extension CodelistSet {
  /// Reads the codelist files of a folder. Throws `UsageError` with the file and line of the first fault.
  static func reading(folder: String) throws -> CodelistSet {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    do {
      return try CodelistSet { name in
        let file = prefix + name + ".csv"
        do { return try FileSystemPath(file).readAll() } catch let error as FileSystemError {
          throw UsageError(file: file, "the codelist cannot be read: \(error.reason)")
        }
      }
    } catch let error as CodelistError {
      throw UsageError(file: prefix + error.file, line: error.line, error.message)
    }
  }
}
