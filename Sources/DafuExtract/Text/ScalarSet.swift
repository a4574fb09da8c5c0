/// A small set of scalars.
///
/// Membership is asked for at every character of a page; a bit of 64 says at once that nearly all are no members.
struct ScalarSet: Sendable, ExpressibleByArrayLiteral {
  private let members: [UInt32]
  private let filter: UInt64

  init(_ members: some Sequence<UInt32>) {
    self.members = Array(members)
    filter = self.members.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  init(arrayLiteral members: UInt32...) { self.init(members) }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    filter & (1 << UInt64(scalar & 63)) != 0 && members.contains(scalar)
  }
}
