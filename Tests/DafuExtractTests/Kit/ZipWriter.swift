import CLibZip
import Foundation

/// Writes ZIP archives for tests, with whatever is wrong about them.
struct ZipWriter {
  struct Failed: Error {}

  /// An archive of entries, deflated, by libzip: names are not looked at.
  static func deflated(_ entries: [(name: String, bytes: [UInt8])], password: String? = nil) throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("dafu-\(UUID().uuidString).zip").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else { throw Failed() }
    var kept: [UnsafeMutablePointer<UInt8>] = []
    defer { kept.forEach { $0.deallocate() } }
    for entry in entries {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(entry.bytes.count, 1))
      copy.update(from: entry.bytes, count: entry.bytes.count)
      kept.append(copy)
      guard let source = zip_source_buffer(archive, copy, zip_uint64_t(entry.bytes.count), 0) else { throw Failed() }
      let index = zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else { throw Failed() }
      if let password {
        guard zip_file_set_encryption(archive, zip_uint64_t(index), UInt16(ZIP_EM_AES_256), password) == 0 else {
          throw Failed()
        }
      }
    }
    guard zip_close(archive) == 0 else { throw Failed() }
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// An archive of entries as they are, not compressed; the directory may lie about their sizes.
  static func stored(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in entries {
      let offset = out.count
      let common =
        two(20) + two(0x0800) + two(0) + two(0) + two(0x21) + four(crc(bytes)) + four(bytes.count) + four(bytes.count)
        + two(name.utf8.count) + two(0)
      out += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
      directory +=
        [0x50, 0x4B, 1, 2] + two(20) + common + two(0) + two(0) + two(0) + four(0) + four(offset) + Array(name.utf8)
    }
    let start = out.count
    out += directory
    out += [0x50, 0x4B, 5, 6] + two(0) + two(0) + two(entries.count) + two(entries.count)
    return out + four(directory.count) + four(start) + two(0)
  }

  private static func two(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
  private static func four(_ value: Int) -> [UInt8] { two(value & 0xFFFF) + two(value >> 16 & 0xFFFF) }

  private static func crc(_ bytes: [UInt8]) -> Int {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
    }
    return Int(register ^ 0xFFFF_FFFF)
  }
}
