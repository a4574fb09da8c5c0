import Glibc

/// What a linker wrote into a program or library to tell it from all others: the note `NT_GNU_BUILD_ID` of an ELF file
/// (System V ABI, chapter 5, "Note section"; GNU ld, `--build-id`), a digest of all that it linked.
enum BuildIdentifier {
  private static let headerLimit = 64 << 10

  /// The identifier with the file's size; nil where the file has none, so that only its content can tell.
  static func of(_ path: FileSystemPath) -> String? {
    guard let (bytes, size) = path.beginning(headerLimit) else { return nil }
    guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]), bytes.count >= 64 else { return nil }
    let table = integer(bytes, 32, 8)
    let entrySize = integer(bytes, 54, 2)
    for number in 0..<min(integer(bytes, 56, 2), 64) {
      // Type 4 is PT_NOTE.
      let entry = table + number * entrySize
      guard entry >= 0, entry + 56 <= bytes.count, integer(bytes, entry, 4) == 4 else { continue }
      let start = integer(bytes, entry + 8, 8)
      let count = integer(bytes, entry + 32, 8)
      guard start >= 0, count >= 0, count <= bytes.count, start <= bytes.count - count else { continue }
      if let identifier = identifier(in: bytes[start..<(start + count)]) { return "\(size) \(identifier)" }
    }
    return nil
  }

  /// The identifier among notes: each has the lengths of its name and content, its type, and both, padded to four.
  private static func identifier(in notes: ArraySlice<UInt8>) -> String? {
    let bytes = Array(notes)
    var place = 0
    while place + 12 <= bytes.count {
      let name = integer(bytes, place, 4)
      let content = integer(bytes, place + 4, 4)
      let from = place + 12 + (name + 3) / 4 * 4
      guard from + content <= bytes.count else { return nil }
      if integer(bytes, place + 8, 4) == 3, bytes[(place + 12)...].starts(with: Array("GNU\0".utf8)), content >= 16 {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes[from..<(from + content)].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }
        return String(decoding: text, as: UTF8.self)
      }
      place = from + (content + 3) / 4 * 4
    }
    return nil
  }

  /// A number with its lowest byte first; 0 outside of the bytes, -1 where it is no length of a file.
  private static func integer(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
    guard place >= 0, place + count <= bytes.count else { return 0 }
    let value = (0..<count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[place + $1]) }
    return value > 1 << 48 ? -1 : Int(value)
  }
}
