import Synchronization

/// The areas found by name, so that a name that comes again, in whatever document, is not searched again.
///
/// What a name means depends on nothing but the name and the place near which it is written, so the memory changes no
/// result; it is emptied when it is full.
final class AreaMemo: Sendable {
  private struct Memory: Sendable {
    var areas = NameIndex<Area?>()
    var count = 0
  }

  private static let limit = 20_000

  private let memory = Mutex(Memory())

  /// The area of a name near another area; `find` looks for it the first time.
  func area(_ name: String, near: Area?, find: () -> Area?) -> Area? {
    // No code holds a line feed.
    let key = (near?.code ?? "") + "\n" + name
    if let known = memory.withLock({ $0.areas[key] }) { return known }
    let found = find()
    memory.withLock {
      if $0.count >= AreaMemo.limit { $0 = Memory() }
      $0.areas[key] = .some(found)
      $0.count += 1
    }
    return found
  }
}
