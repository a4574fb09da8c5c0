import Foundation

/// The lines of a file descriptor, one at a time.
final class LineReader {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private(set) var lineNumber = 0

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next line without its line end, and its number from 1; nil at the end. Blank lines are skipped.
  func next() throws -> (number: Int, bytes: [UInt8])? {
    var searched = position
    while true {
      if let end = lineFeed(from: searched) {
        defer { position = end + 1 }
        lineNumber += 1
        if let line = line(position..<end) { return (lineNumber, line) }
        searched = end + 1
        position = end + 1
        continue
      }
      if isAtEnd {
        guard position < buffer.count else { return nil }
        lineNumber += 1
        let rest = line(position..<buffer.count)
        position = buffer.count
        return rest.map { (lineNumber, $0) }
      }
      searched = buffer.count - position
      buffer.removeFirst(position)
      position = 0
      try fill()
    }
  }

  /// Where the next line feed stands.
  private func lineFeed(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private func line(_ range: Range<Int>) -> [UInt8]? {
    var end = range.upperBound
    if end > range.lowerBound, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end > range.lowerBound ? Array(buffer[range.lowerBound..<end]) : nil
  }

  private func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let received = read(descriptor, &chunk, chunk.count)
      if received < 0, errno == EINTR { continue }
      guard received >= 0 else {
        throw UsageError("standard input cannot be read: \(FileSystemError(code: errno).reason)")
      }
      if received == 0 { isAtEnd = true }
      buffer += chunk[..<received]
      return
    }
  }
}

/// Writes lines to a file descriptor, each at once: whoever reads at the other end of a pipe need not wait.
public struct LineWriter: Sendable {
  /// The reader at the other end has gone; there is nobody left to write for.
  public struct Closed: Error {}

  private let descriptor: Int32

  /// Creates a writer; 1 is standard output. The process must ignore SIGPIPE.
  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes a line and its line feed. Throws `Closed` where the reader has gone, else `OutputFailure`.
  public func write(_ line: [UInt8]) throws {
    // Both at once, and no copy of a long line for the sake of its end.
    var end = UInt8(ascii: "\n")
    let sent = line.withUnsafeBytes { bytes in
      withUnsafeMutableBytes(of: &end) { end in
        var parts = (
          iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count),
          iovec(iov_base: end.baseAddress, iov_len: 1)
        )
        return withUnsafeMutablePointer(to: &parts) { parts in
          parts.withMemoryRebound(to: iovec.self, capacity: 2) { writev(descriptor, $0, 2) }
        }
      }
    }
    // What could not be written at once, or not at all, is written as anything else, which tells what is wrong.
    if sent <= line.count { try writeAll(line.dropFirst(max(0, sent)) + [end]) }
  }

  /// Writes text as it is.
  public func write(text: String) throws {
    try writeAll(Array(text.utf8))
  }

  private func writeAll(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
      }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw Closed() }
        throw OutputFailure(message: "the output cannot be written: \(FileSystemError(code: errno).reason)")
      }
      sent += count
    }
  }
}
