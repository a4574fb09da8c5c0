import Glibc

/// The operating system refused something: what, where, why, and what to do about it.
public struct FileError: Error, CustomStringConvertible, Sendable {
  /// What was tried, as in `cannot … `.
  public let operation: String
  /// The path.
  public let path: String
  /// The system's error number.
  public let code: Int32

  init(_ operation: String, _ path: String, code: Int32 = errno) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// `cannot write /x/y: No space left on device; free space on that disk and run again`
  public var description: String {
    let text = "cannot \(operation) \(path): \(String(cString: strerror(code)))"
    guard let advice else { return text }
    return "\(text); \(advice)"
  }

  private var advice: String? {
    switch code {
    case ENOSPC, EDQUOT: "free space on that disk and run again"
    case EROFS: "the file system is read-only: choose another output folder"
    case EACCES, EPERM: "the user running this may not do that there: change the rights or the folder"
    case ENOTDIR: "a part of the path is a file: choose another folder"
    case EMFILE, ENFILE: "too many files are open: close some or raise the limit"
    default: nil
    }
  }
}

/// The few calls to the operating system that loading needs; each throws `FileError`.
enum FileSystem {
  /// What stands at a path.
  enum Kind { case nothing, file, directory, link, other }

  static func kind(of path: String) throws(FileError) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return .nothing }
      throw FileError("look at", path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// How many bytes a file has.
  static func size(of path: String) throws(FileError) -> Int {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw FileError("look at", path) }
    return Int(status.st_size)
  }

  /// Makes a folder and those above it.
  static func makeDirectories(_ path: String) throws(FileError) {
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    if code == EEXIST {
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
      throw FileError("make the folder", path, code: ENOTDIR)
    }
    guard code == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else {
      throw FileError("make the folder", path, code: code)
    }
    try makeDirectories(String(path[..<slash]))
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw FileError("make the folder", path) }
  }

  static func makeDirectory(_ path: String) throws(FileError) {
    guard mkdir(path, 0o777) == 0 else { throw FileError("make the folder", path) }
  }

  /// The names in a folder, sorted by their bytes.
  static func names(in path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path) else { throw FileError("list", path) }
    defer { closedir(directory) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileError("list", path) }
    return names.sorted(by: TotalOrder.precedes)
  }

  /// Removes whatever stands at a path, with all that it holds; links are removed, not followed.
  static func remove(_ path: String) throws(FileError) {
    switch try kind(of: path) {
    case .nothing: return
    case .directory:
      for name in try names(in: path) { try remove(path + "/" + name) }
      guard rmdir(path) == 0 else { throw FileError("remove the folder", path) }
    default:
      guard unlink(path) == 0 else { throw FileError("remove", path) }
    }
  }

  static func rename(_ from: String, to: String) throws(FileError) {
    guard Glibc.rename(from, to) == 0 else { throw FileError("rename \(from) to", to) }
  }

  static func makeLink(_ path: String, to target: String) throws(FileError) {
    guard symlink(target, path) == 0 else { throw FileError("make the link", path) }
  }

  /// Where a link leads, or nil where there is none.
  static func target(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Makes the names in a folder durable.
  static func synchronize(folder path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError("synchronize", path) }
  }

  /// The bytes of a file.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Hands the bytes of a file piece by piece.
  static func read(_ path: String, _ body: (ArraySlice<UInt8>) -> Void) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count > 0 {
        body(buffer[..<count])
      } else if count == 0 {
        return
      } else if errno != EINTR {
        throw FileError("read", path)
      }
    }
  }
}

/// A lock on a folder, held until it is released or the process ends. It leaves no file behind.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock; throws where another process holds it.
  init(_ path: String) throws(FileError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", path) }
    // The deinitializer closes the folder also where this throws, and must do so once: another thread may have been
    // given the number in between.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw FileError("lock (another run is publishing here?)", path)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
