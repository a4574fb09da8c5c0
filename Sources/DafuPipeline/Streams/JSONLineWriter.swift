import DafuModel

/// Writes JSON without white space into a buffer, byte for byte as `JSONEncoder` does with sorted keys and plain
/// slashes; the caller gives the keys in their order.
struct JSONLineWriter: ~Copyable {
  // The bytes lie outside of an array: most of what is written is single marks, and an array asks at each one whether
  // somebody else holds it.
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  /// Whether a value stands before what comes next in the same object or array.
  private var followsValue = false

  init(capacity: Int) {
    self.capacity = max(64, capacity)
    base = UnsafeMutablePointer<UInt8>.allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// What has been written.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Makes room for some bytes more.
  @inline(__always)
  private mutating func reserve(_ length: Int) {
    if count + length > capacity { grow(length) }
  }

  private mutating func grow(_ length: Int) {
    capacity = max(capacity * 2, count + length)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

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
    reserve(name.utf8CodeUnitCount + 4)
    put(key: name)
    followsValue = false
  }

  /// Writes a key where there is room for it.
  @inline(__always)
  private mutating func put(key name: StaticString) {
    let length = name.utf8CodeUnitCount
    var end = base + count
    if followsValue {
      end.pointee = UInt8(ascii: ",")
      end += 1
    }
    end.pointee = UInt8(ascii: "\"")
    JSONLineWriter.copy(name.utf8Start, to: end + 1, length)
    end += length + 1
    end[0] = UInt8(ascii: "\"")
    end[1] = UInt8(ascii: ":")
    count = end - base + 2
  }

  /// Copies some bytes, a few words as nearly always: a call would take longer.
  @inline(__always)
  private static func copy(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, _ length: Int) {
    let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(target))
    if length >= 8 {
      var place = 0
      while place &+ 8 < length {
        let word = from.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        to.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
        place &+= 8
      }
      // The last word together with some of what stands before it.
      let last = length &- 8
      to.storeBytes(of: from.loadUnaligned(fromByteOffset: last, as: UInt64.self), toByteOffset: last, as: UInt64.self)
    } else if length >= 4 {
      let last = length &- 4
      let (head, tail) = (
        from.loadUnaligned(as: UInt32.self), from.loadUnaligned(fromByteOffset: last, as: UInt32.self)
      )
      to.storeBytes(of: head, as: UInt32.self)
      to.storeBytes(of: tail, toByteOffset: last, as: UInt32.self)
    } else {
      for place in 0..<length { target[place] = source[place] }
    }
  }

  /// Writes a key that needs no escapes and a string.
  mutating func member(_ name: StaticString, _ text: String) {
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      reserve(name.utf8CodeUnitCount + bytes.count + 8)
      put(key: name)
      put(string: bytes)
    }
    if isWritten != nil { return }
    key(name)
    string(text)
  }

  /// Writes a string where there is room for it as long as it needs no escapes.
  @inline(__always)
  private mutating func put(string text: UnsafeBufferPointer<UInt8>) {
    base[count] = UInt8(ascii: "\"")
    count &+= 1
    var place = copyPlain(text, from: 0)
    while place < text.count {
      escape(text[place])
      place = copyPlain(text, from: place + 1)
    }
    append(UInt8(ascii: "\""))
    followsValue = true
  }

  /// Writes any key.
  mutating func key(text: String) {
    string(text)
    append(UInt8(ascii: ":"))
    followsValue = false
  }

  private mutating func begin(_ mark: UInt8) {
    if followsValue { append(UInt8(ascii: ",")) }
    append(mark)
    followsValue = false
  }

  private mutating func end(_ mark: UInt8) {
    append(mark)
    followsValue = true
  }

  // MARK: Values

  /// Writes a whole number.
  mutating func integer(_ number: Int) {
    if followsValue { append(UInt8(ascii: ",")) }
    followsValue = true
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    if rest < 10 { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)) }
    var length = 1
    var bound: UInt = 10
    while length < 19, rest >= bound {
      length += 1
      bound &*= 10
    }
    if length == 19, rest >= 10_000_000_000_000_000_000 { length = 20 }
    reserve(length)
    var place = count + length
    count = place
    for _ in 0..<length {
      place -= 1
      base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// Writes an array of two whole numbers.
  mutating func pair(_ first: Int, _ second: Int) {
    begin(UInt8(ascii: "["))
    integer(first)
    integer(second)
    end(UInt8(ascii: "]"))
  }

  /// Writes a day as a string: `2024-12-31`.
  mutating func date(_ date: CivilDate) {
    reserve(13)
    if followsValue { append(UInt8(ascii: ",")) }
    followsValue = true
    append(UInt8(ascii: "\""))
    append(UInt8(ascii: "0") + UInt8(date.year / 1000 % 10))
    append(UInt8(ascii: "0") + UInt8(date.year / 100 % 10))
    append(UInt8(ascii: "0") + UInt8(date.year / 10 % 10))
    append(UInt8(ascii: "0") + UInt8(date.year % 10))
    append(UInt8(ascii: "-"))
    append(UInt8(ascii: "0") + UInt8(date.month / 10))
    append(UInt8(ascii: "0") + UInt8(date.month % 10))
    append(UInt8(ascii: "-"))
    append(UInt8(ascii: "0") + UInt8(date.day / 10))
    append(UInt8(ascii: "0") + UInt8(date.day % 10))
    append(UInt8(ascii: "\""))
  }

  /// Writes `true` or `false`.
  mutating func boolean(_ value: Bool) {
    if followsValue { append(UInt8(ascii: ",")) }
    followsValue = true
    for byte in (value ? "true" : "false").utf8 { append(byte) }
  }

  /// Writes a string.
  mutating func string(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ string(utf8: $0) }) != nil { return }
    var text = text
    text.withUTF8 { string(utf8: $0) }
  }

  /// Writes a string given as valid UTF-8.
  mutating func string(utf8 text: [UInt8]) {
    text.withUnsafeBufferPointer { string(utf8: $0) }
  }

  private mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) {
    reserve(text.count + 3)
    if followsValue { append(UInt8(ascii: ",")) }
    put(string: text)
  }

  /// Copies a text from a place on up to the next byte that needs an escape, and tells where that stands; eight bytes are
  /// looked at together.
  private mutating func copyPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let length = text.count
    guard let source = UnsafeRawPointer(text.baseAddress), start < length else { return length }
    reserve(length - start + 1)
    let target = UnsafeMutableRawPointer(base + count)
    var place = start
    while place &+ 16 <= length {
      let first = source.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let second = source.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)
      if (JSONLineWriter.escapes(first) | JSONLineWriter.escapes(second)) & JSONLineWriter.highBits != 0 { break }
      target.storeBytes(of: first, toByteOffset: place &- start, as: UInt64.self)
      target.storeBytes(of: second, toByteOffset: place &+ 8 &- start, as: UInt64.self)
      place &+= 16
    }
    while place &+ 8 <= length {
      let word = source.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if JSONLineWriter.holdsEscape(word) { break }
      target.storeBytes(of: word, toByteOffset: place &- start, as: UInt64.self)
      place &+= 8
    }
    // What is left over together with some of what stands before it.
    let rest = length &- place
    if rest > 0, rest < 8 {
      if length &- start >= 8 {
        let word = source.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
        if !JSONLineWriter.holdsEscape(word) {
          target.storeBytes(of: word, toByteOffset: length &- 8 &- start, as: UInt64.self)
          place = length
        }
      } else if rest >= 4 {
        let first = source.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        let last = source.loadUnaligned(fromByteOffset: length &- 4, as: UInt32.self)
        if !JSONLineWriter.holdsEscape(UInt64(first) << 32 | UInt64(last)) {
          target.storeBytes(of: first, toByteOffset: place &- start, as: UInt32.self)
          target.storeBytes(of: last, toByteOffset: length &- 4 &- start, as: UInt32.self)
          place = length
        }
      }
    }
    while place < length {
      let byte = text[place]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      target.storeBytes(of: byte, toByteOffset: place &- start, as: UInt8.self)
      place &+= 1
    }
    count += place - start
    return place
  }

  /// Whether one of eight bytes needs an escape, in whatever order they come.
  @inline(__always)
  private static func holdsEscape(_ word: UInt64) -> Bool { escapes(word) & highBits != 0 }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Eight bytes whose highest bits tell that one of them needs an escape. A borrow may mark more of them than there are, but
  /// none where there is none.
  @inline(__always)
  private static func escapes(_ word: UInt64) -> UInt64 {
    let mark = word ^ 0x2222_2222_2222_2222
    let escape = word ^ 0x5C5C_5C5C_5C5C_5C5C
    let ones: UInt64 = 0x0101_0101_0101_0101
    return ((word &- ones &* 0x20) | (mark &- ones) | (escape &- ones)) & ~word
  }

  private mutating func escape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case ..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      for byte in Array("u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]] { append(byte) }
    default: append(byte)
    }
  }
}
