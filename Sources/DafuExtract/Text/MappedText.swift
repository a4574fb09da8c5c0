import DafuModel

/// Bytes of valid UTF-8 and, for each, the place in the decoded source that it came from.
struct MappedText: Sendable {
  typealias Run = NormalizedText.Run

  private(set) var bytes: [UInt8] = []
  /// In ascending order of `start` and, unless the text was rearranged, of `source` too.
  private(set) var runs: [NormalizedText.Run] = []

  init() {}

  /// A text with its map at hand.
  init(bytes: [UInt8], runs: [Run]) {
    self.bytes = bytes
    self.runs = runs
  }

  /// A text mapped to itself.
  init(source bytes: [UInt8]) {
    self.bytes = bytes
    if !bytes.isEmpty { runs = [.init(start: 0, source: 0, count: bytes.count)] }
  }

  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }
  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Appends bytes that stand together at `source`.
  mutating func append(_ more: some Collection<UInt8>, source: Int) {
    appendRun(start: bytes.count, source: source, count: more.count)
    bytes.append(contentsOf: more)
  }

  /// Appends bytes that have no place in the source.
  mutating func append(unmapped more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

  /// Appends bytes in the place of others: all of them point at the first byte of what they replace.
  mutating func append(_ more: some Collection<UInt8>, replacing source: Int?) {
    if let source, let first = more.first {
      appendRun(start: bytes.count, source: source, count: 1)
      bytes.append(first)
      bytes.append(contentsOf: more.dropFirst())
    } else {
      bytes.append(contentsOf: more)
    }
  }

  /// Appends a part of another text with its map.
  mutating func append(_ other: MappedText, _ range: Range<Int>) {
    var hint = 0
    append(other, range, hint: &hint)
  }

  /// Appends a part of another text with its map; `hint` is the run to look at first, and then the last one used.
  mutating func append(_ other: MappedText, _ range: Range<Int>, hint: inout Int) {
    guard !range.isEmpty else { return }
    let shift = bytes.count - range.lowerBound
    other.bytes.withUnsafeBufferPointer {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
    }
    var index = hint
    if index >= other.runs.count || other.runs[index].start > range.lowerBound
      || other.runs[index].start + other.runs[index].count <= range.lowerBound
    {
      index = other.firstRun(endingAfter: range.lowerBound)
    }
    hint = index
    while index < other.runs.count, other.runs[index].start < range.upperBound {
      let run = other.runs[index]
      let low = max(run.start, range.lowerBound)
      let high = min(run.start + run.count, range.upperBound)
      appendRun(start: low + shift, source: run.source + low - run.start, count: high - low)
      hint = index
      index += 1
    }
  }

  mutating func append(_ other: MappedText) { append(other, 0..<other.count) }

  /// A part of the text with its map.
  func slice(_ range: Range<Int>) -> MappedText {
    var part = MappedText()
    part.append(self, range)
    return part
  }

  /// The place in the source of the byte at `offset`.
  func source(of offset: Int) -> Int? {
    let index = firstRun(endingAfter: offset)
    guard index < runs.count, runs[index].start <= offset else { return nil }
    return runs[index].source + offset - runs[index].start
  }

  /// Runs that point into this text, as runs that point into its source.
  func mapped(_ more: [Run]) -> [Run] {
    if let only = runs.first, runs.count == 1, only.start == 0, only.source == 0, only.count == count { return more }
    var text = MappedText()
    for run in more {
      var index = firstRun(endingAfter: run.source)
      while index < runs.count, runs[index].start < run.source + run.count {
        let low = max(runs[index].start, run.source)
        let high = min(runs[index].start + runs[index].count, run.source + run.count)
        text.appendRun(
          start: run.start + low - run.source, source: runs[index].source + low - runs[index].start, count: high - low)
        index += 1
      }
    }
    return text.runs
  }

  private func firstRun(endingAfter offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start + runs[middle].count <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func appendRun(start: Int, source: Int, count: Int) {
    guard count > 0 else { return }
    if let last = runs.last, last.start + last.count == start, last.source + last.count == source {
      runs[runs.count - 1] = .init(start: last.start, source: last.source, count: last.count + count)
    } else {
      runs.append(.init(start: start, source: source, count: count))
    }
  }
}
