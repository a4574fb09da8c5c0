import DafuCodelists

/// Reads JSON in the form that `JSONLineWriter` gives it: no white space, the keys in their order.
///
/// Anything else, however valid, is a `Mismatch`: the caller then asks `JSONDecoder`, which reads every form and says
/// what is wrong.
struct JSONLineReader {
  /// The line has another form.
  struct Mismatch: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var followsValue = false
  /// Whether the fields say how they came about; else that is passed over.
  var keepsDerivations = true

  /// The last array that `repeatedTexts` read: where it stands and what it holds.
  private var last: (place: Range<Int>, texts: [String]) = (0..<0, [])

  /// Creates a reader; the bytes must outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Whether everything has been read.
  var isAtEnd: Bool { position == bytes.count }

  // MARK: Structure

  /// Reads an object; `members` reads each key and its value.
  mutating func object<Value>(
    _ members: (inout JSONLineReader) throws(Mismatch) -> Value
  ) throws(Mismatch) -> Value {
    try begin(UInt8(ascii: "{"))
    let value = try members(&self)
    try end(UInt8(ascii: "}"))
    return value
  }

  /// Reads an array; `read` reads one element.
  mutating func array<Element>(
    _ read: (inout JSONLineReader) throws(Mismatch) -> Element
  ) throws(Mismatch) -> [Element] {
    try begin(UInt8(ascii: "["))
    var elements: [Element] = []
    // Most are short: room for some is asked for once.
    if !stands(UInt8(ascii: "]")) { elements.reserveCapacity(4) }
    while !stands(UInt8(ascii: "]")) { elements.append(try read(&self)) }
    try end(UInt8(ascii: "]"))
    return elements
  }

  /// Reads an array of strings behind its key that often is the same as the last one.
  mutating func repeatedTexts() throws(Mismatch) -> [String] {
    let length = last.place.count
    if length > 0, position + length <= bytes.count,
      UnsafeBufferPointer(rebasing: bytes[position..<position + length])
        .isSame(as: UnsafeBufferPointer(rebasing: bytes[last.place]))
    {
      position += length
      followsValue = true
      return last.texts
    }
    let start = position
    let texts = try array { json throws(Mismatch) in try json.string() }
    last = (start..<position, texts)
    return texts
  }

  /// Reads an object with any keys.
  mutating func dictionary<Value>(
    _ read: (inout JSONLineReader) throws(Mismatch) -> Value
  ) throws(Mismatch) -> [String: Value] {
    try object { json throws(Mismatch) in
      var values: [String: Value] = [:]
      while let key = try json.anyKey() {
        guard values.updateValue(try read(&json), forKey: key) == nil else { throw Mismatch() }
      }
      return values
    }
  }

  /// Reads a key, whatever it is; nil at the end of the object.
  mutating func anyKey() throws(Mismatch) -> String? {
    guard !stands(UInt8(ascii: "}")) else { return nil }
    let key = try string()
    try take(UInt8(ascii: ":"))
    followsValue = false
    return key
  }

  /// Reads a key if it is the next one.
  mutating func key(ifNext name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    let start = position + (followsValue ? 1 : 0)
    guard start + length + 3 <= bytes.count, !followsValue || bytes[position] == UInt8(ascii: ","),
      bytes[start] == UInt8(ascii: "\""), bytes[start + length + 1] == UInt8(ascii: "\""),
      bytes[start + length + 2] == UInt8(ascii: ":")
    else { return false }
    guard
      UnsafeBufferPointer(rebasing: bytes[(start + 1)..<(start + 1 + length)])
        .isSame(as: UnsafeBufferPointer(start: name.utf8Start, count: length))
    else { return false }
    position = start + length + 3
    followsValue = false
    return true
  }

  /// Reads a key.
  mutating func key(_ name: StaticString) throws(Mismatch) {
    guard key(ifNext: name) else { throw Mismatch() }
  }

  private mutating func begin(_ mark: UInt8) throws(Mismatch) {
    try separate()
    try take(mark)
    followsValue = false
  }

  private mutating func end(_ mark: UInt8) throws(Mismatch) {
    try take(mark)
    followsValue = true
  }

  /// Takes the comma behind the value before.
  private mutating func separate() throws(Mismatch) {
    if followsValue { try take(UInt8(ascii: ",")) }
  }

  private func stands(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

  private mutating func take(_ byte: UInt8) throws(Mismatch) {
    guard stands(byte) else { throw Mismatch() }
    position += 1
  }

  // MARK: Values

  /// Reads a whole number of at most eighteen digits.
  mutating func integer() throws(Mismatch) -> Int {
    try separate()
    followsValue = true
    let isNegative = stands(UInt8(ascii: "-"))
    if isNegative { position += 1 }
    let start = position
    var value = 0
    while position < bytes.count, position - start < 18, bytes[position] >= UInt8(ascii: "0"),
      bytes[position] <= UInt8(ascii: "9")
    {
      value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
      position += 1
    }
    guard position > start, position == start + 1 || bytes[start] != UInt8(ascii: "0") else { throw Mismatch() }
    return isNegative ? -value : value
  }

  /// Reads an array of two whole numbers.
  mutating func pair() throws(Mismatch) -> (Int, Int) {
    try begin(UInt8(ascii: "["))
    let pair = (try integer(), try integer())
    try end(UInt8(ascii: "]"))
    return pair
  }

  /// Reads `true` or `false`.
  mutating func boolean() throws(Mismatch) -> Bool {
    try separate()
    followsValue = true
    let value = stands(UInt8(ascii: "t"))
    for byte in (value ? "true" : "false").utf8 { try take(byte) }
    return value
  }

  /// Reads a string.
  mutating func string() throws(Mismatch) -> String {
    try separate()
    try take(UInt8(ascii: "\""))
    followsValue = true
    let start = position
    position = plainEnd(from: position)
    if stands(UInt8(ascii: "\"")) {
      position += 1
      return try valid(UnsafeBufferPointer(rebasing: bytes[start..<position - 1]))
    }
    let unescaped = try unescaped(from: start)
    guard let text = unescaped.withUnsafeBufferPointer({ UTF8Check.text($0) }) else { throw Mismatch() }
    return text
  }

  /// Reads a string behind its key that often is the same as another, which is given then.
  mutating func string(like former: String?) throws(Mismatch) -> String {
    if let former, passes(former) { return former }
    return try string()
  }

  /// Passes over a string behind its key if it is this one and is written as it is; false where it is another.
  mutating func passes(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { text in
      let (start, end) = (position + 1, position + 1 + text.count)
      guard !followsValue, end < bytes.count, bytes[position] == UInt8(ascii: "\""), bytes[end] == UInt8(ascii: "\""),
        text.isSame(as: UnsafeBufferPointer(rebasing: bytes[start..<end])), plainEnd(from: start) == end
      else { return false }
      position = end + 1
      followsValue = true
      return true
    }
  }

  /// Reads a string without escapes as what `read` makes of its bytes; nil is a mismatch.
  mutating func plain<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value?) throws(Mismatch) -> Value {
    try separate()
    try take(UInt8(ascii: "\""))
    followsValue = true
    let start = position
    position = plainEnd(from: position)
    guard let value = read(UnsafeBufferPointer(rebasing: bytes[start..<position])) else { throw Mismatch() }
    try take(UInt8(ascii: "\""))
    return value
  }

  /// Passes over an object of strings with any keys.
  mutating func passStrings() throws(Mismatch) {
    try begin(UInt8(ascii: "{"))
    while !stands(UInt8(ascii: "}")) {
      try passString()
      try take(UInt8(ascii: ":"))
      followsValue = false
      try passString()
    }
    try end(UInt8(ascii: "}"))
  }

  private mutating func passString() throws(Mismatch) {
    try separate()
    try take(UInt8(ascii: "\""))
    followsValue = true
    let start = position
    while true {
      position = plainEnd(from: position)
      if stands(UInt8(ascii: "\"")) { break }
      _ = try escaped()
    }
    guard UTF8Check.isValid(UnsafeBufferPointer(rebasing: bytes[start..<position])) else { throw Mismatch() }
    position += 1
  }

  /// Reads a string as UTF-8.
  mutating func utf8() throws(Mismatch) -> [UInt8] {
    try separate()
    try take(UInt8(ascii: "\""))
    followsValue = true
    let unescaped = try unescaped(from: position)
    guard unescaped.withUnsafeBufferPointer({ UTF8Check.isValid($0) }) else { throw Mismatch() }
    return unescaped
  }

  /// The bytes of the string that began at `start`, up to its closing mark; what lies before `position` has no escapes.
  private mutating func unescaped(from start: Int) throws(Mismatch) -> [UInt8] {
    var unescaped: [UInt8] = []
    unescaped.reserveCapacity(position - start + 64)
    var run = start
    while true {
      position = plainEnd(from: position)
      unescaped.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run..<position]))
      if stands(UInt8(ascii: "\"")) { break }
      unescaped.append(try escaped())
      run = position
    }
    position += 1
    return unescaped
  }

  /// Where the next byte stands that is a mark, an escape or a control character; eight bytes are looked at together.
  private func plainEnd(from start: Int) -> Int {
    guard let source = UnsafeRawPointer(bytes.baseAddress) else { return start }
    let length = bytes.count
    var place = start
    while place &+ 8 <= length {
      let word = UInt64(littleEndian: source.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let mark = word ^ 0x2222_2222_2222_2222
      let escape = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let ones: UInt64 = 0x0101_0101_0101_0101
      // The first byte found is right; a borrow may find more behind it.
      let found = ((word &- ones &* 0x20) | (mark &- ones) | (escape &- ones)) & ~word & 0x8080_8080_8080_8080
      if found != 0 { return place &+ found.trailingZeroBitCount / 8 }
      place &+= 8
    }
    while place < length, isPlain(bytes[place]) { place &+= 1 }
    return place
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private func valid(_ bytes: UnsafeBufferPointer<UInt8>) throws(Mismatch) -> String {
    guard let text = UTF8Check.text(bytes) else { throw Mismatch() }
    return text
  }

  /// Reads one of the escapes that are written.
  private mutating func escaped() throws(Mismatch) -> UInt8 {
    try take(UInt8(ascii: "\\"))
    guard position < bytes.count else { throw Mismatch() }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "u"):
      try take(UInt8(ascii: "0"))
      try take(UInt8(ascii: "0"))
      let (high, low) = (try hexadecimal(), try hexadecimal())
      guard high < 2 else { throw Mismatch() }
      return high << 4 | low
    default: throw Mismatch()
    }
  }

  private mutating func hexadecimal() throws(Mismatch) -> UInt8 {
    guard position < bytes.count else { throw Mismatch() }
    let digit = bytes[position]
    position += 1
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return digit - UInt8(ascii: "a") + 10
    default: throw Mismatch()
    }
  }
}
