import Foundation

/// A path of the file system as bytes: names on Linux need not be valid UTF-8.
struct FileSystemPath: Hashable, Sendable {
  /// The bytes, without a closing NUL.
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The path of an entry of this folder.
  func appending(_ name: [UInt8]) -> FileSystemPath {
    FileSystemPath(bytes: bytes.last == UInt8(ascii: "/") ? bytes + name : bytes + [UInt8(ascii: "/")] + name)
  }

  /// The last component's bytes; a closing `/` does not count.
  var lastComponent: [UInt8] {
    var end = bytes.count
    while end > 1, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    let start = bytes[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return Array(bytes[start..<end])
  }

  /// The path as text, `a/../b` as `b` where that leads to the same place.
  var readable: String {
    let text = String(decoding: bytes, as: UTF8.self)
    var parts: [Substring] = []
    for part in text.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    let short = (text.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    guard let here = try? canonical(), let there = try? FileSystemPath(short).canonical(), here == there else {
      return text
    }
    return short
  }

  /// Calls a C function with the path.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { characters in
        // The buffer holds at least the closing NUL, so it has a base address.
        guard let base = characters.baseAddress else { return try "".withCString(body) }
        return try body(base)
      }
    }
  }

  /// What kind of thing stands at the path.
  enum Kind {
    case regular
    case directory
    case link
    case other
  }

  /// The kind; `followingLinks` asks for what a link leads to.
  func kind(followingLinks: Bool) throws(FileSystemError) -> Kind {
    var status = stat()
    let result = withCString { followingLinks ? stat($0, &status) : lstat($0, &status) }
    guard result == 0 else { throw FileSystemError(code: errno) }
    return Kind(mode: status.st_mode)
  }

  /// The path without links, `.` and `..`.
  func canonical() throws(FileSystemError) -> FileSystemPath {
    guard let resolved = withCString({ realpath($0, nil) }) else { throw FileSystemError(code: errno) }
    defer { free(resolved) }
    return FileSystemPath(bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
  }

  /// Whether this canonical path lies in a canonical folder.
  func isInside(_ folder: FileSystemPath) -> Bool {
    bytes.starts(with: folder.bytes)
      && (folder.bytes.last == UInt8(ascii: "/") || bytes.count == folder.bytes.count
        || bytes[folder.bytes.count] == UInt8(ascii: "/"))
  }

  /// The names in a folder, in no order, without `.` and `..`.
  func entries() throws(FileSystemError) -> [[UInt8]] {
    guard let stream = withCString({ opendir($0) }) else { throw FileSystemError(code: errno) }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileSystemError(code: errno) }
    return names
  }

  /// All bytes of a regular file. Never blocks: a pipe or a device is refused. Throws `EFBIG` beyond `limit` bytes.
  func readAll(limit: Int = .max) throws(FileSystemError) -> [UInt8] {
    let (descriptor, status) = try openRegular()
    defer { close(descriptor) }
    return try FileSystemPath.readAll(descriptor, status, limit: limit)
  }

  /// The first bytes of a regular file, at most `limit`, and the size of all of it; nil where they cannot be read.
  func beginning(_ limit: Int) -> (bytes: [UInt8], size: Int)? {
    guard let (descriptor, status) = try? openRegular() else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)))
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return count == bytes.count ? (bytes, Int(status.st_size)) : nil
  }

  /// The same with the file's stamp; nil where the file was written to in the meantime. `betweenLooks` is called
  /// between the two looks at the stamp.
  func readUnchanging(
    limit: Int, betweenLooks: () -> Void = {}
  ) throws(FileSystemError) -> (bytes: [UInt8], stamp: FileStamp)? {
    let (descriptor, before) = try openRegular()
    defer { close(descriptor) }
    let bytes = try FileSystemPath.readAll(descriptor, before, limit: limit)
    betweenLooks()
    var after = stat()
    guard fstat(descriptor, &after) == 0 else { throw FileSystemError(code: errno) }
    let stamp = FileStamp(after)
    return stamp == FileStamp(before) && Int(stamp.size) == bytes.count ? (bytes, stamp) : nil
  }

  private func openRegular() throws(FileSystemError) -> (descriptor: Int32, status: stat) {
    let descriptor = withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileSystemError(code: errno) }
    var status = stat()
    var code: Int32 = 0
    if fstat(descriptor, &status) != 0 {
      code = errno
    } else {
      switch Kind(mode: status.st_mode) {
      case .regular: break
      case .directory: code = EISDIR
      default: code = ENXIO
      }
    }
    guard code == 0 else {
      close(descriptor)
      throw FileSystemError(code: code)
    }
    return (descriptor, status)
  }

  private static func readAll(
    _ descriptor: Int32, _ status: stat, limit: Int
  ) throws(FileSystemError) -> [UInt8] {
    guard Int(status.st_size) <= limit else { throw FileSystemError(code: EFBIG) }
    var code: Int32 = 0
    var isAtEnd = false
    /// Reads until there is no more room, the end is seen or the system refuses.
    func fill(_ room: UnsafeMutableRawBufferPointer, _ count: inout Int) {
      while count < room.count {
        let received = read(descriptor, room.baseAddress.map { $0 + count }, room.count - count)
        if received > 0 {
          count += received
        } else if received == 0 {
          isAtEnd = true
          return
        } else if errno != EINTR {
          code = errno
          return
        }
      }
    }
    // One byte more than the size: the end is then seen without another round.
    var bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, count in
      fill(
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[...Int(status.st_size)]), &count)
    }
    var count = bytes.count
    while code == 0, !isAtEnd {
      guard count <= limit else { throw FileSystemError(code: EFBIG) }
      bytes.append(contentsOf: [UInt8](repeating: 0, count: max(65_536, count)))
      bytes.withUnsafeMutableBytes { fill($0, &count) }
    }
    guard code == 0 else { throw FileSystemError(code: code) }
    guard count <= limit else { throw FileSystemError(code: EFBIG) }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}

extension FileSystemPath.Kind {
  fileprivate init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}

/// What the operating system says.
struct FileSystemError: Error {
  /// The `errno` value.
  let code: Int32

  /// The reason in words that do not depend on the locale.
  var reason: String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a folder"
    case ENOTDIR: "a part of the path is no folder"
    case ENXIO: "it is a pipe, a socket or a device"
    case ELOOP: "the links go round in a circle"
    case ENAMETOOLONG: "the path is too long"
    case EFBIG: "it is too large"
    case EIO: "the disk reports a fault"
    case ENOSPC: "the disk is full"
    case EROFS: "the file system is read-only"
    default: "system error \(code)"
    }
  }
}
