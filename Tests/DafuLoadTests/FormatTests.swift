import DafuCodelists
import DafuModel
import Testing

@testable import DafuLoad

private let table = Table(
  name: "t", chinese: "表", english: "a table", key: ["name"],
  columns: [
    Column("name", .text, "名", "name"), Column("value", .number, "值", "value"), Column("day", .date, "日", "day"),
    Column("count", .integer, "数", "count"),
  ], formats: [.json])

private func content(_ rows: [[Cell]]) -> TableContent {
  TableContent(table: table, count: rows.count, cells: { body in for row in rows { try body(row) } })
}

private func csv(_ text: String, byteOrderMark: Bool = false) throws -> String {
  let sink = MemorySink()
  var writer: any TableWriter = CSVTableWriter(table: table, byteOrderMark: byteOrderMark, sink: sink)
  try writer.write(content([[.text(text), .empty, .empty, .empty]]))
  return sink.text
}

@Suite struct CSVTests {
  @Test(arguments: [
    ("甲", "甲"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("a\r\nb", "\"a\r\nb\""),
    ("a\rb", "\"a\rb\""),
    ("a\nb", "\"a\nb\""), ("a\u{2028}b", "a\u{2028}b"), ("=1+1", "'=1+1"), ("+86", "'+86"), ("-3%", "'-3%"),
    ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("'=x", "''=x"), ("'quoted", "'quoted"), ("1-2", "1-2"),
    ("a\u{0}b", "a\u{FFFD}b"), ("a\u{0},", "\"a\u{FFFD},\""), (" padded ", " padded "),
  ])
  func field(text: String, expected: String) throws {
    #expect(Array(try csv(text).utf8) == Array("name,value,day,count\r\n\(expected),,,\r\n".utf8))
  }

  @Test(arguments: ["=1+1", "'=x", "''-1", "'quoted", "plain", "-", "'", "\tx"])
  func neutralizationCanBeUndone(text: String) {
    #expect(CSVField.restored(CSVField.neutralized(text)) == text)
  }

  @Test func byteOrderMarkIsChosen() throws {
    #expect(try csv("甲", byteOrderMark: true).utf8.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(try csv("甲").utf8.first == UInt8(ascii: "n"))
  }

  @Test func numbersAndDatesStandAsTheyAre() throws {
    let sink = MemorySink()
    var writer: any TableWriter = CSVTableWriter(table: table, byteOrderMark: false, sink: sink)
    let number = try #require(ExactDecimal("-123456789012345678901234567890.25"))
    try writer.write(
      content([[.text("甲"), .number(number), .date(.lastDay(ofYear: 2024)), .integer(-7)]]))
    #expect(sink.text == "name,value,day,count\r\n甲,-123456789012345678901234567890.25,2024-12-31,-7\r\n")
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let texts = ["a,b", "\"", "=x\r\ny", "\u{2028}", "'-1", " x"]
    let rows = texts.map { [Cell.text($0), .number(ExactDecimal(significand: 5, exponent: -3)), .empty, .integer(1)] }
    let sink = MemorySink()
    var writer: any TableWriter = CSVTableWriter(table: table, byteOrderMark: true, sink: sink)
    try writer.write(content(rows))
    let folder = try TemporaryFolder()
    try folder.write("t.csv", sink.text)
    let (read, faults) = try CSVTableReader.read(folder.path + "/t.csv", as: table)
    var found: [[Cell]] = []
    try read?.forEachRow { found.append($0) }
    #expect(found == rows)
    #expect(faults.isEmpty)
  }
}

@Suite struct JSONTests {
  @Test(arguments: [
    ("甲", #""甲""#), ("a\"b\\", #""a\"b\\""#), ("a\u{8}\t\n\u{C}\r\u{1F}", #""a\b\t\n\f\r\u001f""#),
    ("\u{2028}\u{2029}\u{2027}", "\"\\u2028\\u2029\u{2027}\""), ("=1", "\"=1\""), ("a\u{0}", "\"a\u{FFFD}\""),
    ("😀/", "\"😀/\""), ("\u{2028}", #""\u2028""#),
  ])
  func text(text: String, expected: String) {
    var bytes: [UInt8] = []
    JSONText.append(text, to: &bytes)
    #expect(bytes == Array(expected.utf8))
  }

  @Test func rows() throws {
    let sink = MemorySink()
    var writer: any TableWriter = JSONTableWriter(table: table, sink: sink)
    let number = try #require(ExactDecimal("123456789012345678901234567890.5"))
    try writer.write(
      content([
        [.text("-甲"), .number(number), .date(.firstDay(ofYear: 2024)), .integer(3)],
        [.text("乙"), .number(ExactDecimal(significand: 129, exponent: 30)), .empty, .empty],
      ]))
    #expect(
      sink.text == """
        [
        {"name":"-甲","value":123456789012345678901234567890.5,"day":"2024-01-01","count":3},
        {"name":"乙","value":129000000000000000000000000000000,"day":null,"count":null}
        ]

        """)
  }

  @Test func tableWithoutRows() throws {
    let sink = MemorySink()
    var writer: any TableWriter = JSONTableWriter(table: table, sink: sink)
    try writer.write(content([]))
    #expect(sink.text == "[\n]\n")
  }
}
