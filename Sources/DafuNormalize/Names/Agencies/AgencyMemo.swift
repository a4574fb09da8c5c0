import DafuModel
import Synchronization

/// The bodies found by name, so that a name that comes again, in whatever document, is not resolved again.
///
/// What a name means depends on nothing but the name, the place in which it is written and which bodies there were that
/// day, so the memory changes no result; it is emptied when it is full.
final class AgencyMemo: Sendable {
  private struct Memory: Sendable {
    var bodies = NameIndex<ResolvedAgency?>()
    var count = 0
  }

  private static let limit = 20_000

  private let memory = Mutex(Memory())
  /// The days on which a body begins or ends, in order.
  private let changes: [CivilDate]

  /// Creates a memory; `changes` are the days on which anybody begins or ends.
  init(changes: [CivilDate]) {
    var days: [CivilDate] = []
    for day in changes.sorted() where days.last != day { days.append(day) }
    self.changes = days
  }

  /// Tells apart days on which there are other bodies, and those on which one begins or ends.
  private func era(_ date: CivilDate) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] < date { low = middle + 1 } else { high = middle }
    }
    return 2 * low + (low < changes.count && changes[low] == date ? 1 : 0)
  }

  /// The body of a name; `find` looks for it the first time.
  func body(
    _ name: String, area: String?, date: CivilDate?, find: () -> ResolvedAgency?
  ) -> ResolvedAgency? {
    // Neither a code nor a number holds a line feed.
    var key = area ?? ""
    key += "\n"
    if let date { key += String(era(date)) }
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
