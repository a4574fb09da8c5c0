import DafuModel
import Foundation
import Synchronization
import Testing

@testable import DafuPipeline

@Suite struct StreamTests {
  struct Stopped: Error, Equatable { let at: Int }

  @Test(arguments: [1, 2, 7]) func resultsComeInTheInputsOrder(jobs: Int) throws {
    var inputs = (0..<500).makeIterator()
    var results: [Int] = []
    try OrderedWork.run(
      jobs: jobs, next: { inputs.next() },
      transform: { number in
        // Early inputs take longer than late ones.
        if number % 16 == 0 { usleep(2000) }
        return number * 2
      }, deliver: { results.append($0) })
    #expect(results == (0..<500).map { $0 * 2 })
  }

  @Test(arguments: [1, 3]) func theFirstErrorInTheInputsOrderEndsTheWork(jobs: Int) {
    var inputs = (0..<100).makeIterator()
    var results: [Int] = []
    let error = #expect(throws: Stopped.self) {
      try OrderedWork.run(
        jobs: jobs, next: { inputs.next() },
        transform: { number in
          if number == 20 { usleep(3000) }
          if number >= 20 { throw Stopped(at: number) }
          return number
        }, deliver: { results.append($0) })
    }
    #expect(error == Stopped(at: 20))
    #expect(results == Array(0..<20))
  }

  @Test func inFlightWorkIsBounded() throws {
    let pulled = Mutex(0)
    var inputs = (0..<1000).makeIterator()
    var delivered = 0
    var most = 0
    try OrderedWork.run(
      jobs: 2,
      next: {
        pulled.withLock { $0 += 1 }
        return inputs.next()
      }, transform: { $0 },
      deliver: { _ in
        delivered += 1
        most = max(most, pulled.withLock { $0 } - delivered)
      })
    #expect(most <= 2 * 8 + 1)
  }

  private func lines(_ text: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let descriptor = open(try folder.write("lines", text), O_RDONLY)
    defer { close(descriptor) }
    let reader = LineReader(descriptor: descriptor)
    var lines: [String] = []
    while let line = try reader.next() { lines.append("\(line.number) " + String(decoding: line.bytes, as: UTF8.self)) }
    return lines
  }

  @Test func linesAreNumberedAndBlankOnesSkipped() throws {
    #expect(try lines("a\nb\r\n\n\nc") == ["1 a", "2 b", "5 c"])
    #expect(try lines("") == [])
    #expect(try lines("\n") == [])
    let long = String(repeating: "长", count: 100_000)
    #expect(try lines(long + "\n" + long + "\n") == ["1 " + long, "2 " + long])
  }

  @Test func aLineHasSortedKeysAndPlainSlashes() throws {
    let rejection = Rejection(path: "a/b.html", reason: .noBody, message: "no\nbody")
    let line = StageLine.encode(ExtractOutcome.rejected(rejection))
    #expect(
      String(decoding: line, as: UTF8.self)
        == #"{"rejected":{"message":"no\nbody","path":"a/b.html","reason":"no-body"}}"#)
    #expect(try StageLine.extractOutcome(from: line, number: 1) == .rejected(rejection))
  }

  @Test(arguments: ["{", "[]", "{}", #"{"rejected":{"path":"a"}}"#, "\u{0}"])
  func aBrokenLineIsNamed(text: String) {
    let error = #expect(throws: UsageError.self) {
      try StageLine.extractOutcome(from: Array(text.utf8), number: 17)
    }
    #expect(error?.line == 17)
    #expect(error?.message.contains("dafu extract") == true)
  }
}
