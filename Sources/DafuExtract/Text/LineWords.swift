/// The words of a rule.
struct LineWords: RandomAccessCollection, Sendable, ExpressibleByArrayLiteral {
  private let words: [Line]
  private var heads = ScalarMarks()
  private var tails = ScalarMarks()

  @inline(never) init(_ words: [Line]) {
    self.words = words
    for word in words {
      if let head = word.first { heads.insert(head) }
      if let tail = word.last { tails.insert(tail) }
    }
  }

  @inline(never) init(arrayLiteral words: Line...) { self.init(words) }

  var startIndex: Int { 0 }
  var endIndex: Int { words.count }
  subscript(_ index: Int) -> Line { words[index] }

  @inline(__always) func mayBegin(with scalar: UInt32) -> Bool { heads.mayHold(scalar) }
  @inline(__always) func mayEnd(with scalar: UInt32) -> Bool { tails.mayHold(scalar) }
}

extension Line {
  func contains(anyOf others: LineWords) -> Bool {
    for word in others where marks.mayHold(word.marks) && range(of: word) != nil { return true }
    return false
  }

  func hasPrefix(anyOf others: LineWords) -> Bool {
    guard let first, others.mayBegin(with: first) else { return false }
    return others.contains { hasPrefix($0) }
  }

  func hasSuffix(anyOf others: LineWords) -> Bool {
    guard let last, others.mayEnd(with: last) else { return false }
    return others.contains { hasSuffix($0) }
  }
}
