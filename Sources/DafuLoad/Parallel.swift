import Foundation
import Synchronization

/// Work on several things at once.
enum Parallel {
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
}
