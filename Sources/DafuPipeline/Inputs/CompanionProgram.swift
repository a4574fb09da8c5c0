/// Programs that are installed beside this one.
enum CompanionProgram {
  /// Where a program of this name stands: in the folder of the program that is running.
  static func path(of name: String) -> String? {
    guard let own = try? FileSystemPath("/proc/self/exe").canonical() else { return nil }
    let folder = FileSystemPath(bytes: Array(own.bytes.dropLast(own.lastComponent.count)))
    let path = folder.appending(Array(name.utf8))
    guard (try? path.kind(followingLinks: true)) == .regular else { return nil }
    return String(decoding: path.bytes, as: UTF8.self)
  }
}
