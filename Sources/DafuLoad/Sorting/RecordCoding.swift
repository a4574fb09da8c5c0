import DafuModel
import Glibc

/// Writes values as bytes that `RecordReader` gives back exactly.
package struct RecordWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  package mutating func append(_ integer: Int) {
    // Small magnitudes are short, whatever their sign.
    var rest = UInt(bitPattern: (integer << 1) ^ (integer >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      append(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  package mutating func append(_ text: String?) {
    bytes.append(text == nil ? 0 : 1)
    if let text { append(text) }
  }

  package mutating func append(_ value: some RawRepresentable<String>) { append(value.rawValue) }

  package mutating func append(_ texts: [String]) {
    append(texts.count)
    for text in texts { append(text) }
  }

  package mutating func append(_ number: ExactDecimal) {
    append(number.exponent)
    withUnsafeBytes(of: number.significand.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func append(_ date: CivilDate) { append((date.year * 12 + date.month - 1) * 31 + date.day - 1) }

  package mutating func append(_ date: CivilDate?) {
    bytes.append(date == nil ? 0 : 1)
    if let date { append(date) }
  }

  package mutating func append(raw bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }
}

/// A record of a temporary file is not what was written: somebody else wrote to the file, or the disk failed.
public struct DamagedRecord: Error, CustomStringConvertible {
  package init() {}

  /// What is wrong.
  public var description: String { "a temporary file is damaged: check the disk and run again" }
}

/// Reads what `RecordWriter` wrote, in the same order.
package struct RecordReader {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  private mutating func byte() throws(DamagedRecord) -> UInt8 {
    guard position < bytes.count else { throw DamagedRecord() }
    defer { position += 1 }
    return bytes[position]
  }

  package mutating func slice(_ count: Int) throws(DamagedRecord) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - position else { throw DamagedRecord() }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  /// Throws where something is left.
  package func expectEnd() throws(DamagedRecord) {
    guard position == bytes.count else { throw DamagedRecord() }
  }

  package mutating func integer() throws(DamagedRecord) -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while true {
      let byte = try byte()
      guard shift < 64 else { throw DamagedRecord() }
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
  }

  package mutating func text() throws(DamagedRecord) -> String {
    let count = try integer()
    return String(decoding: try slice(count), as: UTF8.self)
  }

  package mutating func optionalText() throws(DamagedRecord) -> String? { try byte() == 0 ? nil : try text() }

  package mutating func value<Value: RawRepresentable<String>>(_ type: Value.Type) throws(DamagedRecord) -> Value {
    guard let value = Value(rawValue: try text()) else { throw DamagedRecord() }
    return value
  }

  package mutating func texts() throws(DamagedRecord) -> [String] {
    let count = try integer()
    guard count >= 0, count <= bytes.count else { throw DamagedRecord() }
    var texts: [String] = []
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  package mutating func number() throws(DamagedRecord) -> ExactDecimal {
    let exponent = try integer()
    var significand: Int128 = 0
    let digits = try slice(16)
    withUnsafeMutableBytes(of: &significand) { $0.copyBytes(from: digits) }
    return ExactDecimal(significand: Int128(littleEndian: significand), exponent: exponent)
  }

  package mutating func date() throws(DamagedRecord) -> CivilDate {
    let days = try integer()
    guard days >= 0, let date = CivilDate(year: days / 372, month: days / 31 % 12 + 1, day: days % 31 + 1) else {
      throw DamagedRecord()
    }
    return date
  }

  package mutating func optionalDate() throws(DamagedRecord) -> CivilDate? { try byte() == 0 ? nil : try date() }

  /// How many bytes have been read.
  package var offset: Int { position }
}

/// A key whose bytes are in the order of the values appended: texts by their UTF-8 bytes, numbers by size.
struct OrderedKey {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ text: String) {
    // 00 01 ends a text and 00 FF stands for a NUL in it: a text that begins another comes first.
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == 0 { bytes.append(0xFF) }
    }
    bytes.append(0)
    bytes.append(1)
  }

  mutating func append(_ integer: Int) {
    let ordered = UInt64(bitPattern: Int64(integer)) ^ (1 << 63)
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: ordered >> shift)) }
  }

  /// Appends a text to a key in an arena.
  @inline(__always)
  static func append(_ text: UnsafeRawBufferPointer, to key: ByteArena) {
    key.reserve(text.count + 2)
    if let base = text.baseAddress, memchr(base, 0, text.count) != nil {
      for byte in text {
        key.append(byte)
        if byte == 0 { key.append(0xFF) }
      }
    } else {
      key.append(text)
    }
    key.append(0)
    key.append(1)
  }

  /// Appends a number to a key in an arena.
  @inline(__always)
  static func append(_ integer: Int, to key: ByteArena) {
    withUnsafeBytes(of: (UInt64(bitPattern: Int64(integer)) ^ (1 << 63)).bigEndian) { key.append($0) }
  }

  /// The order of two keys: below, at or above zero.
  static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left.withUnsafeBytes { left in right.withUnsafeBytes { right in compare(left, right) } }
  }

  static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return left.count - right.count }
    let order = memcmp(leftBase, rightBase, min(left.count, right.count))
    return order != 0 ? Int(order) : left.count - right.count
  }
}
