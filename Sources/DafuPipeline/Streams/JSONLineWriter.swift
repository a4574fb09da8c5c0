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
    for (position, byte) in text.enumerated()
    where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<position]))
      escape(byte)
      start = position + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    bytes.append(UInt8(ascii: "\""))
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
