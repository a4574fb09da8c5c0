/// Writes JSON without white space into a buffer, byte for byte as `JSONEncoder` does with sorted keys and plain
/// slashes; the caller gives the keys in their order.
struct JSONLineWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  /// Whether a value stands before what comes next in the same object or array.
  private var followsValue = false

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  // MARK: Structure

  /// Writes an object; `members` writes each key and its value.
  mutating func object(_ members: (inout JSONLineWriter) -> Void) {
    begin(UInt8(ascii: "{"))
    members(&self)
    end(UInt8(ascii: "}"))
  }

  /// Writes an array; `write` writes one element.
  mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONLineWriter, Element) -> Void) {
    begin(UInt8(ascii: "["))
    for element in elements { write(&self, element) }
    end(UInt8(ascii: "]"))
  }

  /// Writes a key that needs no escapes.
  mutating func key(_ name: StaticString) {
    if followsValue { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    followsValue = false
  }

  /// Writes any key.
  mutating func key(text: String) {
    string(text)
    bytes.append(UInt8(ascii: ":"))
    followsValue = false
  }

  private mutating func begin(_ mark: UInt8) {
    if followsValue { bytes.append(UInt8(ascii: ",")) }
    bytes.append(mark)
    followsValue = false
  }

  private mutating func end(_ mark: UInt8) {
    bytes.append(mark)
    followsValue = true
  }

  // MARK: Values

  /// Writes a whole number.
  mutating func integer(_ number: Int) {
    if followsValue { bytes.append(UInt8(ascii: ",")) }
    followsValue = true
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    if number.magnitude < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number.magnitude))
      return
    }
    var magnitude = number.magnitude
    var divisor: UInt = 1
    while magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude / divisor))
      magnitude %= divisor
      divisor /= 10
    }
  }

  /// Writes `true` or `false`.
  mutating func boolean(_ value: Bool) {
    if followsValue { bytes.append(UInt8(ascii: ",")) }
    followsValue = true
    bytes += Array((value ? "true" : "false").utf8)
  }

  /// Writes a string.
  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string(utf8: $0) }
  }

  /// Writes a string given as valid UTF-8.
  mutating func string(utf8 text: [UInt8]) {
    text.withUnsafeBufferPointer { string(utf8: $0) }
  }

  private mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) {
    if followsValue { bytes.append(UInt8(ascii: ",")) }
    followsValue = true
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while start < text.count {
      let stop = JSONLineWriter.endOfPlainText(text, from: start)
      if stop > start { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<stop])) }
      if stop < text.count { escape(text[stop]) }
      start = stop + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The place of the next byte that needs an escape: eight bytes at a time as long as none of them does.
  private static func endOfPlainText(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var index = start
    while index + 8 <= text.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ 0x2222_2222_2222_2222
      let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      // The highest bit of a byte is set where the byte is less than 0x20, a quotation mark or a backslash, perhaps also
      // above such a one.
      let found =
        ((word &- 0x2020_2020_2020_2020) & ~word | (quote &- 0x0101_0101_0101_0101) & ~quote
          | (slash &- 0x0101_0101_0101_0101) & ~slash) & 0x8080_8080_8080_8080
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < text.count {
      let byte = text[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      index += 1
    }
    return index
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case ..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: bytes.append(byte)
    }
  }
}
