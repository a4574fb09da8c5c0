/// The searches of `Line` for literals: rules stand in the source as text, and text is compared where it lies, so that a
/// rule costs no memory however often it is asked.
extension Line {
  func hasPrefix(_ other: String) -> Bool {
    scan(other) { needle, scalars in Line.end(of: needle, in: scalars, at: 0) != nil }
  }

  func hasSuffix(_ other: String) -> Bool {
    scan(other) { needle, scalars in
      let count = needle.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
      return count <= scalars.count && Line.end(of: needle, in: scalars, at: scalars.count - count) != nil
    }
  }

  func contains(_ other: String) -> Bool { range(of: other) != nil }
  func contains(anyOf others: [String]) -> Bool { others.contains { contains($0) } }
  func hasPrefix(anyOf others: [String]) -> Bool { others.contains { hasPrefix($0) } }
  func hasSuffix(anyOf others: [String]) -> Bool { others.contains { hasSuffix($0) } }

  /// The first place of `other` at or after `start`.
  func range(of other: String, from start: Int = 0) -> Range<Int>? {
    let marks = marks
    let view = self.scalars
    return scan(other) { needle, scalars in
      guard !needle.isEmpty else { return nil }
      let head = needle.scalar(at: 0).scalar
      guard marks.mayHold(head) else { return nil }
      var index = max(start, 0)
      while let found = view.place(of: head, from: index) {
        if let end = Line.end(of: needle, in: scalars, at: found) { return found..<end }
        index = found + 1
      }
      return nil
    }
  }

  /// The first place of any of `others` at or after `start`; of several at one place the longest.
  func firstRange(ofAny others: [String], from start: Int = 0) -> Range<Int>? {
    var best: Range<Int>?
    for other in others {
      guard let found = range(of: other, from: start) else { continue }
      if let held = best, (held.lowerBound, -held.count) <= (found.lowerBound, -found.count) { continue }
      best = found
    }
    return best
  }

  private func scan<Found>(
    _ text: String, _ search: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt32>) -> Found
  ) -> Found {
    var text = text
    return text.withUTF8 { needle in scalars.withBuffer { search(needle, $0) } }
  }

  /// Where `needle` ends if it stands at `index`.
  private static func end(
    of needle: UnsafeBufferPointer<UInt8>, in scalars: UnsafeBufferPointer<UInt32>, at index: Int
  ) -> Int? {
    var index = index
    var offset = 0
    while offset < needle.count {
      let (scalar, width) = needle.scalar(at: offset)
      guard index < scalars.count, scalars[index] == scalar else { return nil }
      index += 1
      offset += width
    }
    return index
  }
}
