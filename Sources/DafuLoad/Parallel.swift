import Foundation
import Synchronization

/// Work on several things at once.
package enum Parallel {
  /// The results of `body` for every element, in their order; at most `jobs` threads are at work, at first on those of
  /// the largest `weight`. Throws the error of the first element, in their order, that has one.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], jobs: Int, weight: (Element) -> Int,
    _ body: @escaping @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    guard jobs > 1, elements.count > 1 else { return try elements.map(body) }
    let weights = elements.map(weight)
    let order = elements.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
    let state = Mutex((next: 0, results: [Int: Swift.Result<Result, any Error>]()))
    DispatchQueue.concurrentPerform(iterations: min(jobs, elements.count)) { _ in
      while true {
        let place = state.withLock { state in
          defer { state.next += 1 }
          return state.next
        }
        guard place < order.count else { return }
        let index = order[place]
        let result = Swift.Result { try body(elements[index]) }
        state.withLock { $0.results[index] = result }
      }
    }
    let results = state.withLock { $0.results }
    return try elements.indices.compactMap { try results[$0]?.get() }
  }

  /// The results of two pieces of work, the first done beside the second on a thread of its own where `jobs` allows
  /// that. Both go on to their ends; the error of the first is thrown before that of the second.
  package static func both<First, Second>(
    jobs: Int, _ first: @escaping () throws -> First, _ second: () throws -> Second
  ) throws -> (First, Second) {
    guard jobs > 1 else { return (try first(), try second()) }
    // Written by the thread, and read when it has ended.
    nonisolated(unsafe) var one: Swift.Result<First, any Error> = .failure(Unfinished())
    nonisolated(unsafe) let first = first
    let ended = DispatchSemaphore(value: 0)
    let thread = Thread {
      one = Swift.Result { try first() }
      ended.signal()
    }
    thread.name = "dafu-beside"
    thread.stackSize = 8 << 20
    thread.start()
    let other = Swift.Result { try second() }
    ended.wait()
    return (try one.get(), try other.get())
  }

  /// Does `work`, which hands over elements, from any thread; `consume` takes them in their order, on a thread of its
  /// own where `jobs` allows that. An error of `consume` ends the work and is thrown.
  static func beside<Element: Sendable, Result>(
    jobs: Int, consume: @escaping (Element) throws -> Void,
    work: (_ handOver: @escaping @Sendable (Element) throws -> Void) throws -> Result
  ) throws -> Result {
    guard jobs > 1 else {
      // There is one thread.
      nonisolated(unsafe) let consume = consume
      return try work { try consume($0) }
    }
    let lane = Lane<Element>()
    let (_, result) = try both(
      jobs: jobs,
      {
        defer { lane.close() }
        while let element = lane.next() { try consume(element) }
      },
      {
        defer { lane.close() }
        return try work { element in
          guard lane.put(element) else { throw Unfinished() }
        }
      })
    return result
  }

  /// The other thread did not come to its end; why is told by its own error.
  private struct Unfinished: Error {}
}

/// Work that goes on on a thread of its own until its result is asked for.
package final class PendingWork<Value: Sendable>: @unchecked Sendable {
  // Written by the thread, and read when it has ended.
  private var result: Result<Value, any Error>?
  private let ended = DispatchGroup()

  /// Begins the work.
  package init(_ work: @escaping @Sendable () throws -> Value) {
    ended.enter()
    let thread = Thread { [self] in
      result = Result { try work() }
      ended.leave()
    }
    thread.name = "dafu-pending"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// What came of it, as soon as it has; nil where it is asked for a second time.
  package func take() throws -> Value? {
    ended.wait()
    defer { result = nil }
    return try result?.get()
  }
}

/// Elements on their way from one thread to another, few at a time.
final class Lane<Element: Sendable>: @unchecked Sendable {
  private static var limit: Int { 64 }
  // Guards everything below.
  private let condition = NSCondition()
  private var waiting: [Element] = []
  private var isClosed = false

  /// Puts an element in, as soon as there is room; false where the lane is closed.
  func put(_ element: Element) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while !isClosed, waiting.count >= Lane.limit { condition.wait() }
    guard !isClosed else { return false }
    waiting.append(element)
    condition.signal()
    return true
  }

  /// The next element; nil where none is left and the lane is closed.
  func next() -> Element? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty, !isClosed { condition.wait() }
    guard !waiting.isEmpty else { return nil }
    condition.signal()
    return waiting.removeFirst()
  }

  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.broadcast()
  }
}
