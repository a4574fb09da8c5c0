import DafuDigest
import Glibc

/// The folder that a release is being written into: every file of it is made here, so that every file has its digest
/// and is durable before the release is published.
final class ReleaseFolder {
  /// Where the folder is.
  let path: String
  /// The files made so far.
  private(set) var files: [ReleaseFile] = []
  /// Told the name of each file before it is made; what it throws ends the writing.
  private let willWrite: (String) throws -> Void
  private let synchronizer: FileSynchronizer

  /// Creates files in a folder; with several `jobs` they become durable beside other work.
  init(_ path: String, jobs: Int = 1, willWrite: @escaping (String) throws -> Void) {
    self.path = path
    self.willWrite = willWrite
    synchronizer = FileSynchronizer(jobs: jobs)
    synchronizer.begin()
  }

  // What is waiting is not needed any more, or has been waited for.
  deinit { try? synchronizer.finish() }

  /// Sees to it that all files are durable, and the folder with them; call it when the last one is written. Throws
  /// `FileError` where the system refuses.
  func synchronize() throws {
    try synchronizer.finish()
    try FileSystem.synchronize(folder: path)
  }

  /// Writes a file through a sink. The name may have a folder before it (`sdmx/data.csv`).
  @discardableResult
  func write(_ name: String, _ body: (any ByteSink) throws -> Void) throws -> ReleaseFile {
    try prepare(name)
    let file = try OutputFile(path + "/" + name)
    try body(file)
    let (sha256, byteCount) = try file.finish()
    try synchronizer.take(file)
    return keep(ReleaseFile(name: name, sha256: sha256, byteCount: byteCount))
  }

  /// Writes files through sinks, some at once; they are made known in the order given. `weights` say how much work each
  /// is.
  func write(
    _ names: [String], weights: [Int], jobs: Int,
    _ body: @escaping @Sendable (_ index: Int, any ByteSink) throws -> Void
  ) throws -> [ReleaseFile] {
    let (path, synchronizer) = (path, synchronizer)
    for name in names { try prepare(name) }
    return try Parallel.map(Array(names.enumerated()), jobs: jobs, weight: { weights[$0.offset] }) { index, name in
      let file = try OutputFile(path + "/" + name)
      try body(index, file)
      let (sha256, byteCount) = try file.finish()
      try synchronizer.take(file)
      return ReleaseFile(name: name, sha256: sha256, byteCount: byteCount)
    }.map(keep)
  }

  /// Lets a library make a file by itself at the path that `body` is given.
  @discardableResult
  func adopt(_ name: String, _ body: (_ path: String) throws -> Void) throws -> ReleaseFile {
    try prepare(name)
    let file = path + "/" + name
    try body(file)
    let digest = SHA256.Stream()
    var byteCount = 0
    try FileSystem.read(file) {
      digest.update($0)
      byteCount += $0.count
    }
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", file) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError("synchronize", file) }
    return keep(ReleaseFile(name: name, sha256: digest.finish(), byteCount: byteCount))
  }

  private func prepare(_ name: String) throws {
    try willWrite(name)
    if let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) {
      try FileSystem.makeDirectories(path + "/" + name[..<slash])
    }
  }

  private func keep(_ file: ReleaseFile) -> ReleaseFile {
    files.append(file)
    return file
  }
}
