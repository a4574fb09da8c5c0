import Foundation
import Testing

/// The walls of the house: which module may import which. CONTRIBUTING.md draws the same picture.
@Suite struct ImportTests {
  /// Our own modules and third-party ones that a module may import; Foundation and the C library are free.
  static let allowed: [String: Set<String>] = [
    "DafuModel": [],
    "DafuDigest": ["CLibCrypto"],
    "DafuCodelists": ["DafuModel"],
    "DafuExtract": ["DafuModel", "CLibXML2", "CLibZip"],
    "DafuNormalize": ["DafuModel", "DafuCodelists"],
    "DafuLoad": ["DafuModel", "DafuCodelists", "DafuDigest", "CLibXLSXWriter", "GRDB"],
    "DafuEvaluation": ["DafuModel", "DafuCodelists"],
    "DafuPipeline": [
      "DafuModel", "DafuCodelists", "DafuDigest", "DafuExtract", "DafuNormalize", "DafuLoad", "CLibMalloc",
      "CLibZstd", "GRDB", "Logging", "Yams",
    ],
    "dafu": ["DafuPipeline", "DafuEvaluation", "ArgumentParser"],
  ]
  static let free: Set<String> = ["Foundation", "FoundationEssentials", "Glibc", "Synchronization"]

  struct Import: CustomStringConvertible {
    let module: String
    let imported: String
    let path: String
    var description: String { "\(path) imports \(imported)" }
  }

  static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources")

  static func swiftFiles() throws -> [String] {
    let names = try #require(FileManager.default.enumerator(atPath: sources.path)?.allObjects as? [String])
    return names.filter { $0.hasSuffix(".swift") }.sorted()
  }

  static func imports() throws -> [Import] {
    try swiftFiles().flatMap { path in
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      let module = String(path.prefix { $0 != "/" })
      return text.split(separator: "\n").compactMap { line -> Import? in
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          words[..<index].allSatisfy({ $0.hasPrefix("@") || ["public", "internal", "private"].contains($0) })
        else { return nil }
        // `import struct Module.Name` names the module second.
        let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        let name = kinds.contains(words[index + 1]) && index + 2 < words.count ? words[index + 2] : words[index + 1]
        return Import(module: module, imported: String(name.prefix { $0 != "." }), path: path)
      }
    }
  }

  @Test func everyModuleIsOnAFloor() throws {
    let modules = Set(try ImportTests.swiftFiles().map { String($0.prefix { $0 != "/" }) })
    #expect(modules == Set(ImportTests.allowed.keys))
  }

  @Test func importsGoDownwardOnly() throws {
    let imports = try ImportTests.imports()
    #expect(imports.count > 20)
    let wrong = imports.filter {
      !ImportTests.free.contains($0.imported) && ImportTests.allowed[$0.module]?.contains($0.imported) != true
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func theStagesDoNotKnowEachOther() throws {
    let stages: Set = ["DafuExtract", "DafuNormalize", "DafuLoad"]
    let wrong = try ImportTests.imports().filter { stages.contains($0.module) && stages.contains($0.imported) }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func onlyTheReaderOfMarkupImportsLibxml2() throws {
    let wrong = try ImportTests.imports().filter {
      $0.imported == "CLibXML2" && !$0.path.hasPrefix("DafuExtract/Markup/")
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test(arguments: [
    ("CLibXLSXWriter", ["DafuLoad/Formats/Workbook/"]), ("CLibZstd", ["DafuPipeline/State/"]),
    ("CLibMalloc", ["DafuPipeline/Run/"]),
    ("GRDB", ["DafuLoad/Formats/Database/", "DafuPipeline/State/"]), ("Logging", ["DafuPipeline/Reporting/"]),
    ("CLibZip", ["DafuExtract/Packages/"]),
  ])
  func onlyTheseRoomsImport(library: String, rooms: [String]) throws {
    let wrong = try ImportTests.imports().filter { use in
      use.imported == library && !rooms.contains { use.path.hasPrefix($0) }
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func onlyTheDigestImportsLibcrypto() throws {
    let wrong = try ImportTests.imports().filter { $0.imported == "CLibCrypto" && $0.module != "DafuDigest" }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test func theNounsNeedNothing() throws {
    let needed = Set(try ImportTests.imports().filter { $0.module == "DafuModel" }.map(\.imported))
    #expect(needed.isEmpty, "\(needed)")
  }

  @Test func noFileOutgrowsItsRoom() throws {
    // Tables of weights are written by Benchmarks/linking and read by nobody.
    for path in try ImportTests.swiftFiles() where !path.hasSuffix("Weights.swift") {
      let text = try String(contentsOf: ImportTests.sources.appendingPathComponent(path), encoding: .utf8)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 501, "\(path)")
    }
  }
}
