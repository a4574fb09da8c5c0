import DafuModel
import Testing

@testable import DafuLoad

/// What is held packed comes back as it was.
@Suite struct PackingTests {
  private func document(_ observations: [Observation]) -> NormalizedDocument {
    NormalizedDocument(record: Fixtures.record("d"), observations: observations, codes: [:])
  }

  /// The cells of a document's rows, unpacked.
  private func unpacked(_ observations: [Observation]) throws -> [[String]] {
    var rows: [[String]] = []
    try EncodedDocument(document(observations)).open { _, packed in
      try packed.forEach { row, _ in rows.append((0..<row.count).map { row[$0].text }) }
    }
    return rows
  }

  /// The cells of the rows as they are written one by one.
  private func written(_ observations: [Observation]) throws -> [[String]] {
    var rows: [[String]] = []
    try ObservationsTable.definition.filled(with: observations).forEach { row in
      rows.append((0..<row.count).map { row[$0].text })
    }
    return rows
  }

  @Test func rowsComeBackWhateverChangesBetweenThem() throws {
    let observations = try [
      Fixtures.observation("o1", in: "d"),
      Fixtures.observation("o2", in: "d", start: 200) { $0.agency = "" },
      // More digits than one byte can count, then the same again.
      Fixtures.observation("o3", in: "d", start: 300) { $0.value = ExactDecimal(significand: 7, exponent: 300) },
      Fixtures.observation("o4", in: "d", start: 400) { $0.value = ExactDecimal(significand: 7, exponent: 300) },
      Fixtures.observation("o5", in: "d", start: 500) { $0.evidence = String(repeating: "长，\n", count: 100) },
      Fixtures.observation("o6", in: "d", start: 600) { $0.refAreaName = "" },
      Fixtures.observation("o6", in: "d", start: 600) { $0.refAreaName = "" },
    ]
    #expect(try unpacked(observations) == written(observations))
    #expect(try unpacked([]) == [])
  }

  @Test func carelessAndCarefulRowsAreTold() throws {
    let observations = try ["a", "b,c", "b,c", "d"].map { evidence in
      try Fixtures.observation("o", in: "d") { $0.evidence = evidence }
    }
    var cares: [Bool] = []
    try EncodedDocument(document(observations)).open { _, packed in
      try packed.forEach { row, _ in cares.append(row.care.contains(.csv)) }
    }
    #expect(cares == [false, true, true, false])
  }

  @Test func aSetOfDigestsGrows() {
    var set = DigestSet()
    let zeros = [set.insert(Digest(high: 0, low: 0)), set.insert(Digest(high: 0, low: 0))]
    #expect(zeros == [true, false])
    let first = (0..<5000).map { set.insert(Digest("name-\($0)")) }
    let second = (0..<5000).map { set.insert(Digest("name-\($0)")) }
    #expect(first.allSatisfy { $0 } && !second.contains(true))
    #expect(set.contains(Digest("name-4999")) && !set.contains(Digest("name-5000")))
    #expect(set.contains(Digest(high: 0, low: 0)))
  }

  /// What comes in order is held in little memory; what then comes out of order is sorted all the same.
  @Test func orderMayEnd() throws {
    let folder = try TemporaryFolder()
    let sorter = ExternalSorter(WorkingSpace(below: folder.path, memoryLimit: 3 << 20))
    let payload = [UInt8](repeating: 7, count: 1 << 14)
    let numbers = Array(0..<600) + [5, 599, 3, 700] + Array(600..<900)
    for number in numbers {
      var key = OrderedKey()
      key.append(number)
      try sorter.add(key: key.bytes, payload: payload)
    }
    var found: [Int] = []
    try sorter.finish().forEach { key, _ in
      found.append(Int(key.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } ^ (1 << 63)))
    }
    #expect(found == numbers.sorted())
  }

  @Test func aTableWrittenAloneIsThatOfARelease() throws {
    let folder = try TemporaryFolder()
    let release = try Fixtures.builder().build(Fixtures.sample())
    let published = try ReleasePublisher(directory: folder.path).publish(release)
    let alone = try release.tables[1].writeCSV(
      to: folder.path + "/alone.csv", byteOrderMark: release.options.csvByteOrderMark)
    #expect(published.files.contains { $0.name == "observations.csv" && $0.sha256 == alone.sha256 })
  }
}
