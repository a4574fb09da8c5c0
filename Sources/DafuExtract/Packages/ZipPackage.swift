import CLibZip
import DafuModel
import Glibc

/// What a ZIP archive may cost before it is refused.
struct PackageLimits: Sendable {
  /// Entries of an archive.
  var entries = 20_000
  /// Bytes of one part, unpacked.
  var partBytes = 64 << 20
  /// Bytes of all parts that are read, unpacked.
  var totalBytes = 160 << 20
  /// How many times its packed size a part may grow, where it grows beyond `freeBytes`.
  var ratio = 300
  /// Parts up to this size, unpacked, may have any ratio.
  var freeBytes = 2 << 20

  init() {}
}

/// A ZIP archive in memory (APPNOTE 6.3), the only user of libzip. Parts are read to memory on request and never to
/// disk; not for use from several threads.
final class ZipPackage {
  private let archive: OpaquePointer
  private let limits: PackageLimits
  private var taken = 0
  /// Where each part stands, by its name with `/` between folders and without one in front.
  private let places: [String: zip_uint64_t]

  /// The names of all parts, sorted.
  let names: [String]

  /// Opens an archive; throws where it is damaged, encrypted, too large, or its names lead out of it.
  init(_ bytes: [UInt8], limits: PackageLimits = PackageLimits()) throws(ReadFailure) {
    self.limits = limits
    guard let copy = malloc(max(bytes.count, 1)) else { throw ReadFailure(.tooLarge, "There is no memory for it.") }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { memcpy(copy, base, source.count) }
    }
    var error = zip_error_t()
    // The last argument hands the copy over: libzip frees it.
    guard let source = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, &error) else {
      free(copy)
      throw ReadFailure(.malformed, "The archive cannot be opened.")
    }
    guard let opened = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw ReadFailure(.malformed, "The ZIP archive is damaged or cut off.")
    }
    let found: [String: zip_uint64_t]
    do throws(ReadFailure) { found = try ZipPackage.places(in: opened, limits: limits) } catch {
      zip_discard(opened)
      throw error
    }
    archive = opened
    places = found
    names = found.keys.sorted()
  }

  deinit { zip_discard(archive) }

  func holds(_ name: String) -> Bool { places[name] != nil }

  /// The bytes of a part; nil if there is none of this name.
  func part(_ name: String) throws(ReadFailure) -> [UInt8]? {
    guard let place = places[name] else { return nil }
    var status = zip_stat_t()
    guard zip_stat_index(archive, place, 0, &status) == 0 else {
      throw ReadFailure(.malformed, "The entry \(name) of the archive is damaged.")
    }
    let packed = Int(clamping: status.comp_size)
    guard let file = zip_fopen_index(archive, place, 0) else {
      throw ReadFailure(.malformed, "The entry \(name) of the archive cannot be unpacked.")
    }
    defer { zip_fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = chunk.withUnsafeMutableBytes { zip_fread(file, $0.baseAddress, zip_uint64_t($0.count)) }
      if count == 0 { break }
      guard count > 0 else { throw ReadFailure(.malformed, "The entry \(name) of the archive is damaged.") }
      bytes += chunk[..<Int(count)]
      taken += Int(count)
      // The sizes that the archive states may lie: what counts is what comes out.
      guard bytes.count <= limits.partBytes, taken <= limits.totalBytes else {
        throw ReadFailure(
          .tooLarge,
          "Unpacked it is larger than \((bytes.count > limits.partBytes ? limits.partBytes : limits.totalBytes) >> 20)"
            + " MiB.")
      }
      guard bytes.count <= limits.freeBytes || bytes.count / max(packed, 1) <= limits.ratio else {
        throw ReadFailure(
          .unsafeArchive, "The entry \(name) unpacks to more than \(limits.ratio) times its size: a ZIP bomb.")
      }
    }
    return bytes
  }

  private static func places(
    in archive: OpaquePointer, limits: PackageLimits
  ) throws(ReadFailure) -> [String: zip_uint64_t] {
    let count = Int(clamping: zip_get_num_entries(archive, 0))
    guard count <= limits.entries else {
      throw ReadFailure(.unsafeArchive, "The archive has \(count) entries; the limit is \(limits.entries).")
    }
    var places: [String: zip_uint64_t] = [:]
    for index in 0..<max(count, 0) {
      var status = zip_stat_t()
      guard zip_stat_index(archive, zip_uint64_t(index), 0, &status) == 0, let raw = status.name else {
        throw ReadFailure(.malformed, "The directory of the archive is damaged.")
      }
      if status.encryption_method != 0 {
        throw ReadFailure(.encrypted, "The archive is protected with a password; publish it without.")
      }
      // Some producers on Windows write the separators of their system.
      let name = String(cString: raw).replacingBackslashes
      guard ZipPackage.isInside(name) else {
        throw ReadFailure(.unsafeArchive, "An entry of the archive has a path that leads out of it.")
      }
      if name.utf8.last == UInt8(ascii: "/") { continue }
      guard places.updateValue(zip_uint64_t(index), forKey: name) == nil else {
        throw ReadFailure(.unsafeArchive, "The archive has two entries of the name \(name).")
      }
    }
    return places
  }

  /// Whether a name stays inside: relative, no drive, no `..`.
  private static func isInside(_ name: String) -> Bool {
    guard !name.isEmpty, !name.utf8.starts(with: "/".utf8), !name.utf8.contains(UInt8(ascii: ":")) else { return false }
    return !name.split(separator: "/").contains("..")
  }
}

extension String {
  fileprivate var replacingBackslashes: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
  }
}
