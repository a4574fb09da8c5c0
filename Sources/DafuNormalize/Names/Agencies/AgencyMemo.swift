import DafuModel
import Synchronization

/// The bodies found by name, so that a name that comes again, in whatever document, is not resolved again.
///
/// What a name means depends on nothing but the name, the place in which it is written and the day, so the memory changes
/// no result; it is emptied when it is full.
final class AgencyMemo: Sendable {
  private struct Memory: Sendable {
    var bodies = NameIndex<ResolvedAgency?>()
    var count = 0
  }

  private static let limit = 20_000

  private let memory = Mutex(Memory())

  /// The body of a name; `find` looks for it the first time.
  func body(
    _ name: String, area: String?, date: CivilDate?, find: () -> ResolvedAgency?
  ) -> ResolvedAgency? {
    // Neither a code nor a date holds a line feed.
    var key = area ?? ""
    key += "\n"
    if let date { key += String(date.year * 10_000 + date.month * 100 + date.day) }
    key += "\n"
    key += name
    if let known = memory.withLock({ $0.bodies[key] }) { return known }
    let found = find()
    memory.withLock {
      if $0.count >= AgencyMemo.limit { $0 = Memory() }
      $0.bodies[key] = .some(found)
      $0.count += 1
    }
    return found
  }
}
