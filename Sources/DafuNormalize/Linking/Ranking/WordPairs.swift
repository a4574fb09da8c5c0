/// The pairs of neighbouring characters of a text, for words that two texts share.
struct WordPairs: Sendable {
  /// Room for the pairs of some passages, each filled once.
  final class Room: @unchecked Sendable {
    fileprivate let words: RawTable<UInt64>

    init(passages: Int) { words = RawTable(zeroed: passages << 6) }
  }

  private let room: Room
  /// Where its bits begin there.
  private let begin: Int

  /// The pairs of a passage; those that touch a passage of `except` do not count. `except` is in order.
  init(_ text: TextView, _ range: Range<Int>, except: [Range<Int>] = []) {
    self.init(text, range, except: except, in: Room(passages: 1), at: 0)
  }

  /// The same, as one of the passages that share some room.
  init(_ text: TextView, _ range: Range<Int>, except: [Range<Int>] = [], in room: Room, at passage: Int) {
    self.room = room
    begin = passage << 6
    guard range.count > 1 else { return }
    let scalars = text.scalars
    let words = room.words.base + begin
    var next = 0
    var left = scalars[range.lowerBound]
    for index in range.lowerBound..<range.upperBound - 1 {
      let right = scalars[index + 1]
      defer { left = right }
      while next < except.count, except[next].upperBound <= index { next += 1 }
      if next < except.count, except[next].lowerBound <= index + 1 { continue }
      let hash = WordPairs.hash(left, right)
      words[hash >> 6] |= 1 << UInt64(hash & 63)
    }
  }

  fileprivate static func hash(_ left: UInt32, _ right: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(left) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(right) &* 0xC2B2_AE3D_27D4_EB4F) >> 40)
      & 4095
  }

  /// How many of a name's telling pairs stand in the text.
  func shared(with name: NamePairs) -> Int {
    withExtendedLifetime(room) {
      let words = room.words.base + begin
      var count = 0
      for hash in name.hashes where words[hash >> 6 & 63] & (1 << UInt64(hash & 63)) != 0 { count += 1 }
      return count
    }
  }

  /// Pairs that tell nothing, since they stand in every other name.
  fileprivate static let plain: Set<UInt64> = Set(
    [
      "贷款", "基金", "保险", "担保", "债券", "资金", "融资", "企业", "补偿", "风险", "专项", "金池", "偿资", "偿金", "款风", "资担", "险补", "押贷", "质押",
      "抵押",
      "再贷", "小微", "微企", "业贷", "政府", "项债", "产业", "投资", "资基", "引导", "导基",
    ].map { word in
      let scalars = word.unicodeScalars.map { UInt64($0.value) }
      return scalars[0] << 32 | scalars[1]
    })
}

extension WordPairs {
  /// The numbers of the plain pairs.
  fileprivate static let plainHashes = ScalarSet(
    plain.map { pair in
      let (left, right) = (UInt32(truncatingIfNeeded: pair >> 32), UInt32(truncatingIfNeeded: pair))
      return UInt32(truncatingIfNeeded: hash(left, right))
    })
}

/// The telling pairs of characters of a name, made once for all texts that it is looked for in.
struct NamePairs: Sendable {
  fileprivate let hashes: [Int]

  init(_ name: String) {
    var hashes: [Int] = []
    var left: UInt32?
    for scalar in name.unicodeScalars {
      if let left {
        let hash = WordPairs.hash(left, scalar.value)
        // Nearly no pair shares its number with a plain one and is another.
        if !WordPairs.plainHashes.contains(UInt32(truncatingIfNeeded: hash))
          || !WordPairs.plain.contains(UInt64(left) << 32 | UInt64(scalar.value))
        {
          hashes.append(hash)
        }
      }
      left = scalar.value
    }
    self.hashes = hashes
  }
}
