import DafuModel
import Testing

@testable import DafuLoad

@Suite struct SortingTests {
  /// Numbers in no order, the same in every run.
  private static func shuffled(_ count: Int) -> [Int] { (0..<count).map { $0 * 7919 % count } }

  private func values(_ records: SortedRecords) throws -> [Int] {
    var found: [Int] = []
    let stream = try records.stream()
    while let record = try stream.next() {
      var reader = RecordReader(record.payload)
      found.append(try reader.integer())
    }
    return found
  }

  @Test(arguments: [1, 100, 10_000, 1 << 20]) func anyAmountOfMemoryGivesTheSameOrder(limit: Int) throws {
    let folder = try TemporaryFolder()
    let space = WorkingSpace(below: folder.path, memoryLimit: limit)
    let sorter = ExternalSorter(space)
    for number in SortingTests.shuffled(3001) {
      var key = OrderedKey()
      key.append(number - 1500)
      var payload = RecordWriter()
      payload.append(number)
      try sorter.add(key: key.bytes, payload: payload.bytes)
    }
    let sorted = try sorter.finish()
    #expect(sorted.isInMemory == (limit == 1 << 20))
    // Any number of times, also at once.
    #expect(try values(sorted) == Array(0..<3001))
    #expect(try values(sorted) == Array(0..<3001))
  }

  @Test func temporaryFilesAreRemoved() throws {
    let folder = try TemporaryFolder()
    do {
      let sorter = ExternalSorter(WorkingSpace(below: folder.path, memoryLimit: 1))
      try sorter.add(key: [1], payload: [])
      let sorted = try sorter.finish()
      #expect(try FileSystem.names(in: folder.path).count == 1)
      withExtendedLifetime(sorted) {}
    }
    #expect(try FileSystem.names(in: folder.path).isEmpty)
  }

  @Test func whatACrashLeftIsRemovedAndWhatIsInUseStays() throws {
    let folder = try TemporaryFolder()
    let home = folder.path + "/replies"
    try FileSystem.makeDirectories(home + "/.scratch-1/x")
    let space = WorkingSpace(below: home, memoryLimit: 1)
    let inUse = try space.newFile()
    let published = try ReleasePublisher(directory: folder.path).publish(Fixtures.builder().build(Fixtures.sample()))
    let names = try FileSystem.names(in: home)
    #expect(names.count == 3)
    #expect(names.contains { inUse.hasPrefix(home + "/" + $0) })
    #expect(try ReleaseVerifier.verify(published.path) == [])
    withExtendedLifetime(space) {}
  }

  @Test func keysAreInTheOrderOfTheirValues() {
    let texts = ["", "\u{0}", "\u{0}a", "a", "a\u{0}", "a\u{0}b", "a\u{1}", "ab", "b", "甲", "😀"]
    let keys = texts.map { text in
      var key = OrderedKey()
      key.append(text)
      key.append("after")
      return key.bytes
    }
    #expect(keys == keys.sorted { OrderedKey.compare($0, $1) < 0 })
    let numbers = [Int.min, -300, -1, 0, 1, 255, 256, Int.max]
    let ordered = numbers.map { number in
      var key = OrderedKey()
      key.append(number)
      return key.bytes
    }
    #expect(ordered == ordered.sorted { OrderedKey.compare($0, $1) < 0 })
    #expect(ordered.map(RowNumber.value) == numbers)
  }

  @Test func rowsComeBackAsTheyWere() throws {
    let cells: [(Column.Kind, Cell)] = [
      (.text, .empty), (.text, .text("甲\u{0}\r\n\"😀\u{2028}")), (.integer, .integer(.min)), (.integer, .integer(.max)),
      (.integer, .integer(-1)), (.integer, .integer(0)),
      (.number, .number(try #require(ExactDecimal("-12345678901234567890123456789012345678")))),
      (.number, .number(ExactDecimal(significand: 129, exponent: 30))),
      (.number, .number(ExactDecimal(significand: 5, exponent: -37))),
      (.number, .number(ExactDecimal(significand: -5, exponent: -3))), (.number, .number(ExactDecimal(0))),
      (.date, .date(.firstDay(ofYear: 1))), (.date, .date(.lastDay(ofYear: 9999))),
      (.date, .date(.endOfMonth(2, year: 2024))), (.text, .text(",,")),
    ]
    let table = Table(
      name: "t", chinese: "", english: "", key: [],
      columns: cells.enumerated().map { Column("c\($0)", $1.0, "", "") }, formats: [])
    var writer = RowWriter(ByteArena())
    writer.begin(columns: cells.count)
    for cell in cells { writer.cell(cell.1) }
    let row = writer.finish()
    #expect(row.cells(of: table.columns) == cells.map(\.1))
    for (index, cell) in cells.enumerated() { #expect(row[index].text == cell.1.plainText) }
    #expect(TableRow(validating: row.bytes, of: table) != nil)
    #expect(TableRow(validating: row.bytes.slice(0, row.bytes.count - 1), of: table) == nil)
  }

  @Test(
    arguments: [
      ("plain 甲，“乙”", TextCare()), ("a,b", .csv), ("=1", .csv), ("'x", .csv), ("12345678\\", .json),
      ("\u{1}2345678", .json), ("1234567\u{2028}", .json), ("\u{2027}\u{202A}", []), ("12345678\"", [.csv, .json]),
    ] as [(String, TextCare)])
  func careIsSeen(text: String, care: TextCare) {
    var text = text
    #expect(text.withUTF8 { TextCare.of(UnsafeRawBufferPointer($0)) } == care)
  }

  @Test func documentsComeBackAsTheyWere() throws {
    for outcome in try Fixtures.sample() {
      guard case .document(let document) = outcome else { continue }
      let encoded = try EncodedDocument(bytes: EncodedDocument(document).bytes)
      #expect(encoded.isWhole)
      #expect(throws: DamagedRecord.self) { try EncodedDocument(bytes: encoded.bytes.dropLast()).document() }
      let read = try encoded.document()
      #expect(read.record == document.record)
      #expect(read.observations == document.observations)
      #expect(read.codes == document.codes)
    }
  }

  /// A row may need care, and a negative value beside it none: its record is read back all the same.
  @Test func recordsOfRowsThatNeedCareAreRead() throws {
    let observation = try Fixtures.observation("o", in: "d", value: "-50") { $0.instrumentName = "甲,乙" }
    let tabulation = PartialTabulation(try Fixtures.builder())
    try tabulation.add(Fixtures.document("d", [observation]))
    let intake = try Fixtures.builder().intake()
    var kinds: Set<ReleaseRecord.Kind> = []
    try tabulation.finish { record in
      kinds.insert(record.kind)
      try intake.add(record)
    }
    #expect(kinds.isSuperset(of: [.observation, .candidate, .document]))
    #expect(try intake.build().counts.financialMetrics == 1)
  }

  /// Everything in temporary files gives the bytes that everything in memory gives.
  @Test func aReleaseDoesNotDependOnTheMemory() throws {
    var outcomes = try Fixtures.sample()
    for number in 0..<200 {
      outcomes.append(
        Fixtures.document(
          "d\(number % 150)", path: "\(number).md", bytes: number % 3 == 0 ? "c" : "d",
          [
            try Fixtures.observation("d\(number % 150)-1", in: "d\(number % 150)", value: "\(number % 7)") {
              $0.subject = "第\(number % 20)类"
            }
          ]))
    }
    let (inMemory, inFiles, work) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    _ = try ReleasePublisher(directory: inMemory.path).publish(Fixtures.builder().build(outcomes))
    let builder = ReleaseBuilder(
      options: try Fixtures.options(), codelists: Fixtures.codelists, corrections: [], workingFolder: work.path,
      memoryLimit: 500)
    _ = try ReleasePublisher(directory: inFiles.path).publish(builder.build(outcomes.reversed()))
    #expect(try inMemory.snapshot() == inFiles.snapshot())
    #expect(try FileSystem.names(in: work.path).isEmpty)
  }

  /// Keys of large tables are compared as sorted streams; what is said is the same.
  @Test func setsAndStreamsFindTheSameFailures() throws {
    let observations = try (0..<40).map { try Fixtures.observation("o\($0 % 35)", in: "d\($0 % 12)", start: $0 * 50) }
    let documents = (0..<10).map { number in
      DocumentsTable.Row(record: Fixtures.record("d\(number)"), observationCount: number)
    }
    let tables = [
      ObservationsTable.definition.filled(with: observations), DocumentsTable.definition.filled(with: documents),
      CodelistTables.agencies.filled(with: []),
    ]
    let folder = try TemporaryFolder()
    let bySets = try TableChecker.failures(in: tables, space: WorkingSpace(below: nil))
    let byStreams = try TableChecker.failures(
      in: tables, space: WorkingSpace(below: folder.path, memoryLimit: 100), setLimit: 0)
    #expect(Set(bySets.filter { $0.table == "documents" || $0.rule == .uniqueKey }).count > 10)
    func comparable(_ failures: [CheckFailure]) -> Set<CheckFailure> {
      Set(failures.filter { !$0.message.contains("agencies") })
    }
    #expect(comparable(bySets) == comparable(byStreams))
    #expect(bySets.contains { $0.rule == .reference && $0.message.contains("`d11`") })
  }
}
