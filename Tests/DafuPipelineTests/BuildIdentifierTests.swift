import Foundation
import Testing

@testable import DafuPipeline

/// What tells one build of a program from another.
@Suite struct BuildIdentifierTests {
  /// A 64-bit ELF file with one note segment.
  private func program(note: [UInt8], type: UInt8 = 3) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64 + 56)
    bytes.replaceSubrange(0..<6, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1])
    (bytes[32], bytes[54], bytes[56]) = (64, 56, 1)
    (bytes[64], bytes[72]) = (4, 120)
    bytes[64 + 32] = UInt8(16 + note.count)
    return bytes + [4, 0, 0, 0, UInt8(note.count), 0, 0, 0, type, 0, 0, 0] + Array("GNU\0".utf8) + note
  }

  private func identifier(_ bytes: [UInt8]) throws -> String? {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("dafu-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return BuildIdentifier.of(FileSystemPath(path))
  }

  @Test func theNoteIsFound() throws {
    let note = (0..<20).map { UInt8($0 * 7) }
    let bytes = program(note: note)
    #expect(try identifier(bytes) == "156 00070e151c232a31383f464d545b626970777e85")
    #expect(try identifier(program(note: note.reversed())) != identifier(bytes))
    #expect(try identifier(bytes + [0]) != identifier(bytes), "what is appended changes it")
  }

  @Test func whatHasNoneIsToldByItsContent() throws {
    #expect(try identifier([]) == nil)
    #expect(try identifier(Array("#!/bin/sh".utf8)) == nil)
    #expect(try identifier(program(note: Array(repeating: 1, count: 20), type: 1)) == nil)
  }

  @Test func damagedHeadersAreNoCrash() throws {
    let bytes = program(note: Array(repeating: 9, count: 20))
    for place in bytes.indices {
      for value: UInt8 in [0, 0x7F, 0xFF] {
        var damaged = bytes
        damaged[place] = value
        _ = try identifier(damaged)
      }
    }
    for count in stride(from: 0, to: bytes.count, by: 7) { _ = try identifier(Array(bytes[..<count])) }
  }
}
