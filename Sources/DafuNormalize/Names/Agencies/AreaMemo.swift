import Synchronization

/// The areas found by name, so that a name that comes again, in whatever document, is not searched again.
///
/// What a name means depends on nothing but the name and the place near which it is written, so the memory changes no
/// result; it is emptied when it is full.
final class AreaMemo: Sendable {
  private struct Key: Hashable, Sendable {
    let name: String
    let near: String

    static func == (left: Key, right: Key) -> Bool { left.name == right.name && left.near == right.near }

    func hash(into hasher: inout Hasher) {
      for var text in [name, near] { text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) } }
    }
  }

  private static let limit = 20_000

  private let areas = Mutex<[Key: Area?]>([:])

  /// The area of a name near another area; `find` looks for it the first time.
  func area(_ name: String, near: Area?, find: () -> Area?) -> Area? {
    let key = Key(name: name, near: near?.code ?? "")
    if let known = areas.withLock({ $0[key] }) { return known }
    let found = find()
    areas.withLock {
      if $0.count >= AreaMemo.limit { $0.removeAll(keepingCapacity: true) }
      $0[key] = .some(found)
    }
    return found
  }
}
