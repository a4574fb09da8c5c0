import DafuLoad

/// What is different between two published releases.
public struct ReleaseDifference: Sendable {
  private let changes: ReleaseChanges

  /// Compares two release folders; a name that is no folder is taken for a version of the pipeline's dataset. Throws
  /// `UsageError` where one is no release or they cannot be compared.
  public init(_ before: String, _ after: String, pipeline: () throws -> PipelineFile) throws {
    func folder(_ name: String) throws -> String {
      let isFolder = { (path: String) in (try? FileSystemPath(path).kind(followingLinks: true)) == .directory }
      if isFolder(name) || name.utf8.contains(UInt8(ascii: "/")) { return name }
      // Without a pipeline file the name is what it looks like: a folder that is not there.
      guard let file = try? pipeline() else { return name }
      let version = file.outputs.directory + "/" + file.dataset.name + "/" + name
      return isFolder(version) ? version : name
    }
    do {
      changes = try ReleaseComparison.compare(folder(before), folder(after))
    } catch let error as ReleaseComparisonError {
      throw UsageError(error.message)
    } catch let error as FileError {
      throw UsageError(error.description)
    }
  }

  /// For people: the text of `CHANGES.md`.
  public var text: String { changes.markdown }

  /// For programs: the object of `changes.json`.
  public var json: String { changes.json }
}
