import DafuModel
import Foundation
import Testing

@testable import DafuPipeline

@Suite struct StateTests {
  static func stamp(modified: Int64 = 5, changed: Int64 = 5, inode: Int64 = 1) -> FileStamp {
    FileStamp(size: 10, modified: modified, changed: changed, inode: inode, device: 1)
  }

  static func known(_ stamp: FileStamp, observed: Int64) -> KnownInput {
    KnownInput(
      identifier: 1, stamp: stamp, observed: observed, sha256: "digest", isExtractCurrent: true,
      isNormalizeCurrent: true, difference: nil, rejection: nil, figures: 0)
  }

  /// A file written just before it was looked at may be written again without a trace.
  @Test func aStampProvesOnlyWhatHadSettled() {
    let late = 5 + FileStamp.margin
    #expect(StateTests.known(StateTests.stamp(), observed: late).isProven(by: StateTests.stamp()))
    #expect(!StateTests.known(StateTests.stamp(), observed: late - 1).isProven(by: StateTests.stamp()))
    #expect(!StateTests.known(StateTests.stamp(changed: late), observed: late).isProven(by: StateTests.stamp()))
    for other in [StateTests.stamp(modified: 4), StateTests.stamp(changed: 4), StateTests.stamp(inode: 2)] {
      #expect(!StateTests.known(StateTests.stamp(), observed: late).isProven(by: other))
    }
    // A clock that was wrong must not make the future trusted.
    #expect(!StateTests.stamp(modified: .max).isSettled(at: late))
  }

  @Test func compressionGivesBackExactlyOrNothing() throws {
    let bytes = Array(String(repeating: "贷款余额1.29万亿元。", count: 200).utf8)
    let frame = try #require(Compression.compress(bytes))
    #expect(frame.count < bytes.count / 4)
    #expect(Compression.decompress(frame) == bytes)
    #expect(try Compression.decompress(#require(Compression.compress([]))) == [])
    for index in frame.indices {
      var damaged = frame
      damaged[index] ^= 0x10
      let result = Compression.decompress(damaged)
      #expect(result == nil || result == bytes, "\(index)")
    }
    #expect(Compression.decompress(Array(frame.dropLast())) == nil)
    #expect(Compression.decompress([1, 2, 3]) == nil)
  }

  @Test func outcomesComeBackForTheSameRecipeOnly() throws {
    let folder = try TemporaryFolder()
    let database = try StateDatabase.open(folder: folder.path, readers: 2) { _ in }
    let recipe = Recipe(program: "p", reader: "r", codelists: "c")
    let inputs = try StateInputs(database, recipe: recipe)
    let document = ReplyDocument(
      path: "甲.txt", format: .text, sha256: "s", metadata: ReplyMetadata(title: "题"), text: NormalizedText("一\n二"),
      blocks: [Block(kind: .paragraph, range: 0..<3)])
    var row = InputRow(path: "甲.txt")
    row.sha256 = "s"
    row.stamp = StateTests.stamp()
    row.extracted = .replace(inputs.frame(of: document))
    var writer = StateInputWriter(inputs)
    try writer.add(row)
    try writer.flush()
    var found: [KnownInput] = []
    try inputs.forEach { _, known in found.append(known) }
    let known = try #require(found.first)
    #expect(known.isNormalizeCurrent && known.stamp == StateTests.stamp() && known.difference == nil)
    #expect(inputs.extracted(known, path: "甲.txt") == document)
    // Neither another input's path nor another program's recipe gets at it.
    #expect(inputs.extracted(known, path: "乙.txt") == nil)
    let other = try StateInputs(database, recipe: Recipe(program: "q", reader: "r", codelists: "c"))
    #expect(other.extracted(known, path: "甲.txt") == nil)
    for (recipe, reason) in [
      (Recipe(program: "q", reader: "r", codelists: "c"), WorkReason.programChanged),
      (Recipe(program: "p", reader: "x", codelists: "c"), .readerChanged),
      (Recipe(program: "p", reader: "r", codelists: "x"), .codelistsChanged),
    ] {
      var reasons: [WorkReason?] = []
      try StateInputs(database, recipe: recipe).forEach { reasons.append($1.difference) }
      #expect(reasons == [reason])
    }
    row.extracted = .replace(nil)
    try writer.add(row)
    try writer.flush()
    #expect(inputs.extracted(known, path: "甲.txt") == nil)
  }

  @Test func aFileThatIsWrittenToWhileItIsReadIsNoticed() throws {
    let folder = try TemporaryFolder()
    let path = FileSystemPath(try folder.write("reply.txt", "before"))
    let settled = try path.readUnchanging(limit: 100)
    #expect(settled?.bytes == Array("before".utf8))
    let torn = try path.readUnchanging(limit: 100) {
      // What cannot be written here makes the expectation below fail.
      _ = try? folder.write("reply.txt", "after it all")
      let handle = FileHandle(forWritingAtPath: folder.path("reply.txt"))
      handle?.write(Data("x".utf8))
    }
    // Written beside and renamed, the file that was read stays whole; written in place, it is noticed.
    #expect(torn == nil || torn?.bytes == Array("before".utf8))
    let inPlace = try path.readUnchanging(limit: 100) {
      let handle = FileHandle(forWritingAtPath: folder.path("reply.txt"))
      handle?.write(Data("y".utf8))
      try? handle?.close()
    }
    #expect(inPlace == nil)
  }

  @Test func theLedgerMarksRunsThatDied() throws {
    let folder = try TemporaryFolder()
    let database = try StateDatabase.open(folder: folder.path, readers: 1) { _ in }
    let ledger = Ledger(state: database, limit: 2)
    for _ in 0..<3 { _ = try ledger.begin() }
    var last = try ledger.begin()
    try ledger.add([LedgerOutcome(path: "a", outcome: .missing, reason: nil, message: nil, figures: 3)], to: last)
    last.result = .published
    last.counts = InputCounts()
    try ledger.end(last)
    let runs = try ledger.runs()
    #expect(runs.map(\.result) == [.published, .died])
    #expect(try ledger.allOutcomes(of: last.number).map(\.outcome) == [.missing])
  }
}
