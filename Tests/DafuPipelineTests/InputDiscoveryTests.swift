import DafuExtract
import DafuModel
import Foundation
import Testing

@testable import DafuPipeline

@Suite struct InputDiscoveryTests {
  private func discovered(_ paths: [String], isPattern: Bool = false) throws -> [DiscoveredInput] {
    let good = try PipelineFile(path: "p.yml", yaml: PipelineFileTests.good)
    let inputs = paths.map { PipelineFile.Input(path: $0, isPattern: isPattern, line: nil) }
    let pipeline = PipelineFile(
      path: good.path, dataset: good.dataset, inputs: inputs, codelists: good.codelists, corrections: nil,
      accuracy: nil, xmlMappings: [], checks: good.checks, outputs: good.outputs)
    return Array(try InputDiscovery.inputs(of: pipeline))
  }

  private func reasons(_ inputs: [DiscoveredInput]) -> [String: Rejection.Reason?] {
    Dictionary(uniqueKeysWithValues: inputs.map { ($0.path, $0.rejection?.reason) })
  }

  @Test func pathsAreRelativeAndSortedByTheirBytes() throws {
    let folder = try TemporaryFolder()
    for name in ["b.txt", "a/z.txt", "a.txt", "B.txt", "答.txt", ".hidden", ".git/config"] {
      try folder.write(name, name)
    }
    #expect(try discovered([folder.path]).map(\.path) == ["B.txt", "a.txt", "a/z.txt", "b.txt", "答.txt"])
    #expect(try discovered([folder.path + "/"]).map(\.path).first == "B.txt")
  }

  @Test func anEmptyFolderHasNoInputs() throws {
    let folder = try TemporaryFolder()
    #expect(try discovered([folder.path]).isEmpty)
  }

  @Test func aMissingInputIsUsage() throws {
    let error = #expect(throws: UsageError.self) { try discovered(["nowhere/at/all"]) }
    #expect(error?.message.contains("`nowhere/at/all`") == true)
    #expect(throws: UsageError.self) { try discovered(["nowhere/at/*.html"], isPattern: true) }
  }

  @Test func whatIsNoFileIsRejectedWithoutBlocking() throws {
    let folder = try TemporaryFolder()
    try folder.write("inside/file.txt", "text")
    try #require(mkfifo(folder.path("pipe.html"), 0o600) == 0)
    try folder.link("device.txt", to: "/dev/zero")
    try folder.link("out.txt", to: Repository.path("Package.swift"))
    try folder.link("dangling.txt", to: "nowhere")
    try folder.link("circle.txt", to: "circle.txt")
    try folder.link("inner.txt", to: "inside/file.txt")
    try folder.link("folder", to: "inside")
    let found = try discovered([folder.path])
    #expect(
      reasons(found) == [
        "circle.txt": .unreadable, "dangling.txt": .unreadable, "device.txt": .outsideInput, "folder": .notAFile,
        "inner.txt": nil, "inside/file.txt": nil, "out.txt": .outsideInput, "pipe.html": .notAFile,
      ])
    let read = found.map { InputReader(reader: DocumentReader()).read($0) }
    #expect(read.map(\.path) == found.map(\.path))
  }

  @Test func aNamedPipeOrDeviceIsRejectedToo() throws {
    let folder = try TemporaryFolder()
    try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(reasons(try discovered([folder.path("pipe"), "/dev/null"])) == ["null": .notAFile, "pipe": .notAFile])
  }

  @Test func aFileThatGoesAwayOrBecomesAPipeIsRejected() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "text")
    try folder.write("b.txt", "text")
    let found = try discovered([folder.path])
    try FileManager.default.removeItem(atPath: folder.path("a.txt"))
    try FileManager.default.removeItem(atPath: folder.path("b.txt"))
    try #require(mkfifo(folder.path("b.txt"), 0o600) == 0)
    let outcomes = found.map { InputReader(reader: DocumentReader()).read($0) }
    let reasons = outcomes.map { outcome -> Rejection.Reason? in
      if case .rejected(let rejection) = outcome { rejection.reason } else { nil }
    }
    #expect(reasons == [.unreadable, .notAFile])
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
  func whatMayNotBeReadIsRejected() throws {
    let folder = try TemporaryFolder()
    try folder.write("closed/file.txt", "text")
    try #require(chmod(folder.path("closed"), 0) == 0)
    defer { chmod(folder.path("closed"), 0o700) }
    #expect(reasons(try discovered([folder.path])) == ["closed": .unreadable])
  }

  @Test func aPatternFindsItsMatchesBelowItsFixedFolder() throws {
    let folder = try TemporaryFolder()
    for name in ["2023/a.html", "2024/b.html", "2024/c.txt", "2024/d.html/e.txt"] { try folder.write(name, name) }
    let found = try discovered([folder.path("*/*.html")], isPattern: true)
    #expect(found.map(\.path) == ["2023/a.html", "2024/b.html", "2024/d.html/e.txt"])
    #expect(try discovered([folder.path("*.none")], isPattern: true).isEmpty)
  }

  @Test func oneFileIsOneInputAndPathsStayUnique() throws {
    let folder = try TemporaryFolder()
    try folder.write("one/index.html", "1")
    try folder.write("two/index.html", "2")
    let found = try discovered([
      folder.path("one"), folder.path("two"), folder.path("one/index.html"), folder.path("two/../one"),
    ])
    #expect(found.map(\.path) == ["index.html", "two/index.html"])
  }

  @Test func namesThatAreNoUTF8AreReadAndShownInASCII() throws {
    let folder = try TemporaryFolder()
    let name = Array((folder.path + "/").utf8) + [0xB4, 0xF0, UInt8(ascii: ".")] + Array("txt".utf8)
    let descriptor = FileSystemPath(bytes: name).withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
    try #require(descriptor >= 0)
    close(descriptor)
    let found = try discovered([folder.path])
    #expect(found.map(\.path) == ["%B4%F0.txt"])
    #expect(try found.first?.location.readAll() == [])
  }

  @Test func aPackedListGivesBackWhatWasFound() {
    func input(_ path: String, _ location: String) -> DiscoveredInput {
      DiscoveredInput(path: path, location: FileSystemPath(location), rejection: nil)
    }
    var copy = input("e.html", "e.html")
    copy.copy = "digest"
    let rejection = Rejection(path: "d.html", reason: .notAFile, message: "no")
    let inputs = [
      input("a.html", "/in/a.html"), input("b/a.html", "/in/b/a.html"), input("b/b.html", "/other/b/b.html"),
      input("c.html#2", "/in/c.html"),
      DiscoveredInput(path: "d.html", location: FileSystemPath("/in/d.html"), rejection: rejection), copy,
      input("f.html", "/in/f.html"), input("g.html", "g.html"),
    ]
    let list = InputList(inputs)
    #expect(Array(list) == inputs)
    for (index, input) in inputs.enumerated() { #expect(list.index(of: input.path) == index) }
    #expect(list.index(of: "c.html") == nil && list.index(of: "") == nil && list.index(of: "z") == nil)
    #expect(list.indices.filter { list.isCopy(at: $0) } == [5])
  }
}
