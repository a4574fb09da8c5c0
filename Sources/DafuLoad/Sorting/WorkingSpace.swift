import Glibc
import Synchronization

/// Where sorting puts what does not fit in memory, and how much memory it may take.
///
/// The folder `.scratch-…` is made when the first file is needed and removed with the last user of the space. A
/// process that crashed leaves its folder behind; the next one removes it, for nobody holds its lock any more.
final class WorkingSpace: Sendable {
  static let folderPrefix = ".scratch-"
  /// How many bytes one sorter holds before it writes a run.
  let memoryLimit: Int
  private let parent: String?
  private let state = Mutex(State())

  private struct State {
    var folder: String?
    var lock: FolderLock?
    var files = 0
  }

  /// Creates a space below a folder, which is made where it is missing; without one everything stays in memory.
  init(below parent: String?, memoryLimit: Int = 32 << 20) {
    self.parent = parent
    self.memoryLimit = parent == nil ? .max : memoryLimit
  }

  deinit {
    // What cannot be removed now is removed by the next run.
    state.withLock { if let folder = $0.folder { try? FileSystem.remove(folder) } }
  }

  /// A path that no file stands at.
  func newFile() throws(FileError) -> String {
    let parent = self.parent ?? "."
    return try state.withLock { (state: inout sending State) throws(FileError) -> String in
      if state.folder == nil {
        try FileSystem.makeDirectories(parent)
        WorkingSpace.removeLeftovers(in: parent)
        let (folder, lock) = try WorkingSpace.makeFolder(in: parent)
        state.folder = folder
        state.lock = lock
      }
      state.files += 1
      return (state.folder ?? parent) + "/\(state.files)"
    }
  }

  /// Removes the folders that crashed processes left in `parent`; those in use are locked and stay.
  static func removeLeftovers(in parent: String) {
    // Leftovers harm nobody but the disk: what cannot be removed is left to the next run.
    for name in (try? FileSystem.names(in: parent)) ?? [] where name.hasPrefix(folderPrefix) {
      let folder = parent + "/" + name
      guard let lock = try? FolderLock(folder) else { continue }
      try? FileSystem.remove(folder)
      withExtendedLifetime(lock) {}
    }
  }

  private static func makeFolder(in parent: String) throws(FileError) -> (String, FolderLock) {
    var number = Int(getpid())
    while true {
      let folder = "\(parent)/\(folderPrefix)\(number)"
      number += 1
      guard try FileSystem.kind(of: folder) == .nothing else { continue }
      try FileSystem.makeDirectory(folder)
      // Between making and locking it another process may have taken it for a leftover.
      if let lock = try? FolderLock(folder), try FileSystem.kind(of: folder) == .directory { return (folder, lock) }
    }
  }
}
