import Foundation

/// The lock that one run holds on the output of a dataset, its state included. The system takes it back when the
/// process ends, however it ends.
final class RunLock: Sendable {
  private static let fileName = ".lock"
  private let descriptor: Int32

  /// Takes the lock, and makes the folder where it is missing. Waits up to `patience` seconds for another run, which
  /// is told to `waiting` once. Throws `OutputFailure` where the other one still runs, or the system refuses.
  init(_ home: String, patience: Int, waiting: (String) -> Void) throws {
    do {
      try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    } catch {
      throw OutputFailure(
        message: "cannot make the folder \(home): \(RunLock.reason(error))\nnothing was published")
    }
    let path = home + "/" + RunLock.fileName
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputFailure(
        message: "cannot write \(path): \(FileSystemError(code: errno).reason)\n"
          + "nothing was published; an earlier release is untouched")
    }
    let end = ContinuousClock.now + .seconds(patience)
    var isFirst = true
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw OutputFailure(message: "cannot lock \(path): \(FileSystemError(code: errno).reason)")
      }
      let holder = "another run is at work on \(home)\(RunLock.holder(descriptor))"
      guard ContinuousClock.now < end else {
        let advice = patience == 0 ? "; --wait SECONDS waits for it" : ", still after \(patience) seconds"
        throw OutputFailure(message: holder + advice + "\nthis run did nothing")
      }
      if isFirst { waiting(holder + "; waiting for it") }
      isFirst = false
      usleep(100_000)
      try Interruption.check()
    }
    // Only for the message of another run: where it cannot be written, that message is shorter.
    ftruncate(descriptor, 0)
    let note = Array("\(getpid()) \(Ledger.timestamp())\n".utf8)
    _ = note.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// ` (process 4711, since 2026-11-24T02:00:00Z)`, as far as it is known.
  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, Int(words[0]) != nil else { return "" }
    return " (process \(words[0]), since \(words[1]))"
  }

  private static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return underlying.map { FileSystemError(code: Int32($0.code)).reason } ?? error.localizedDescription
  }
}
