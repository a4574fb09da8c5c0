import Foundation

/// Work on a stream of inputs by several threads, its results delivered in the inputs' order.
///
/// At most `window` inputs are between being pulled and being delivered, so memory stays bounded however long the
/// stream is; one slow input holds up delivery, not the other threads.
final class OrderedWork<Input, Output>: @unchecked Sendable {
  // Guards everything below but `next`, which `pulling` guards: it may block on standard input.
  private let condition = NSCondition()
  private let pulling = NSLock()
  private let next: () throws -> Input?
  private let transform: @Sendable (Input) throws -> Output
  private let window: Int
  private var pulled = 0
  private var delivered = 0
  private var results: [Int: Result<Output, any Error>] = [:]
  private var isEnded = false

  private init(
    window: Int, next: @escaping () throws -> Input?, transform: @escaping @Sendable (Input) throws -> Output
  ) {
    self.window = window
    self.next = next
    self.transform = transform
  }

  /// Pulls inputs by `next` until it gives nil, transforms them on `jobs` threads and hands the results to `deliver`
  /// on the calling thread. The first error of any of the three, in the inputs' order, ends the work and is thrown.
  static func run(
    jobs: Int, next: @escaping () throws -> Input?, transform: @escaping @Sendable (Input) throws -> Output,
    deliver: (Output) throws -> Void
  ) throws {
    guard jobs > 1 else {
      while let input = try next() { try deliver(transform(input)) }
      return
    }
    let work = OrderedWork(window: jobs * 8, next: next, transform: transform)
    for number in 0..<jobs {
      let thread = Thread { work.serve() }
      thread.name = "dafu-\(number)"
      thread.stackSize = 8 << 20
      thread.start()
    }
    do {
      while let result = work.nextResult() { try deliver(result.get()) }
    } catch {
      work.end()
      throw error
    }
  }

  private func serve() {
    while let (index, input) = pull() {
      let result = Result { try transform(input) }
      condition.withLock {
        results[index] = result
        condition.broadcast()
      }
    }
  }

  private func pull() -> (Int, Input)? {
    pulling.lock()
    defer { pulling.unlock() }
    condition.lock()
    while !isEnded, pulled - delivered >= window { condition.wait() }
    let index = pulled
    let mayPull = !isEnded
    condition.unlock()
    guard mayPull else { return nil }
    let input = Result { try next() }
    return condition.withLock {
      switch input {
      case .success(let input?):
        pulled += 1
        return (index, input)
      case .success(nil): isEnded = true
      case .failure(let error):
        results[index] = .failure(error)
        pulled += 1
        isEnded = true
      }
      condition.broadcast()
      return nil
    }
  }

  private func nextResult() -> Result<Output, any Error>? {
    condition.withLock {
      while true {
        if let result = results.removeValue(forKey: delivered) {
          delivered += 1
          condition.broadcast()
          return result
        }
        if isEnded, delivered == pulled { return nil }
        condition.wait()
      }
    }
  }

  private func end() {
    condition.withLock {
      isEnded = true
      condition.broadcast()
    }
  }
}

extension NSCondition {
  fileprivate func withLock<Result>(_ body: () -> Result) -> Result {
    lock()
    defer { unlock() }
    return body()
  }
}
