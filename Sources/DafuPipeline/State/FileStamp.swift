import Foundation

/// What the file system says of a file without reading it.
struct FileStamp: Hashable, Sendable {
  /// Bytes.
  let size: Int64
  /// When the content was last written, in nanoseconds since 1970.
  let modified: Int64
  /// When content or attributes were last written, in nanoseconds since 1970; no program can set it back.
  let changed: Int64
  /// The file's number on its device.
  let inode: Int64
  /// The device.
  let device: Int64

  /// How much older than the moment of looking a file must be before its times are trusted: file systems count in
  /// ticks, some of two seconds, and a file written again within one tick keeps its times (what git calls racy).
  static let margin: Int64 = 2_000_000_000

  init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int64(time.tv_nsec)
    }
    size = Int64(status.st_size)
    modified = nanoseconds(status.st_mtim)
    changed = nanoseconds(status.st_ctim)
    inode = Int64(truncatingIfNeeded: status.st_ino)
    device = Int64(truncatingIfNeeded: status.st_dev)
  }

  init(size: Int64, modified: Int64, changed: Int64, inode: Int64, device: Int64) {
    (self.size, self.modified, self.changed, self.inode, self.device) = (size, modified, changed, inode, device)
  }

  /// The stamp of a regular file, links followed; nil for anything else.
  init?(of path: FileSystemPath) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }

  /// Whether a file that had this stamp when it was looked at holds the same bytes if it has it still.
  func isSettled(at observed: Int64) -> Bool {
    max(modified, changed) <= observed.subtractingReportingOverflow(FileStamp.margin).partialValue
  }

  /// The wall clock in nanoseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
