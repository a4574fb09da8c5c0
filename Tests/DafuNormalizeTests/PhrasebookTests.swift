import DafuCodelists
import DafuModel
import Foundation
import Testing

@testable import DafuNormalize

/// The sentences of `Tests/Fixtures/phrasebook.txt`: one class of phrasing each, with what must be read from it. The weights are
/// fitted to them among others: this tells whether something broke, not how well other sentences are read.
@Suite struct PhrasebookTests {
  struct Expected {
    var fields: [[String]]
    var isOptional: Bool
  }

  struct Case {
    let name: String
    let sentence: String
    let expected: [Expected]
  }

  static func cases() throws -> [Case] {
    let file = Fixtures.folder.appending(path: "phrasebook.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    var cases: [Case] = []
    var pending: (String, String)?
    for line in lines {
      if line.hasPrefix("T"), let space = line.firstIndex(of: " ") {
        pending = (String(line[..<space]), String(line[line.index(after: space)...]))
      } else if line.hasPrefix("→"), let (name, sentence) = pending {
        var previous: [String] = []
        var expected: [Expected] = []
        for tuple in line.dropFirst().components(separatedBy: " ; ")
        where !tuple.trimmingCharacters(in: .whitespaces).isEmpty {
          let isOptional = tuple.contains("(o)")
          var fields = tuple.replacingOccurrences(of: "(o)", with: "").components(separatedBy: "|").map {
            $0.trimmingCharacters(in: .whitespaces)
          }
          while fields.count < 8 { fields.append(["", "", "", "", "", "", "P", "realized"][fields.count]) }
          for index in fields.indices where fields[index] == "″" { fields[index] = previous[index] }
          for index in fields.indices where fields[index].hasPrefix("″/") {
            fields[index] = previous[index] + fields[index].dropFirst()
          }
          previous = fields
          expected.append(Expected(fields: fields.map { $0.components(separatedBy: "/") }, isOptional: isOptional))
        }
        cases.append(Case(name: name, sentence: sentence, expected: expected))
        pending = nil
      }
    }
    return cases
  }

  @Test func phrasebook() throws {
    let codelists = try Fixtures.codelists()
    let codelist = codelists.instruments
    let normalizer = Normalizer(codelists: codelists)
    var wanted = 0
    var quantities = 0
    var full = 0
    var extra = 0
    var misses: [String] = []
    for test in try PhrasebookTests.cases() {
      var sentence = test.sentence
      var date = "2024-09-12"
      if sentence.hasPrefix("（答复日期"), let close = sentence.firstIndex(of: "）") {
        date = String(sentence[sentence.index(sentence.startIndex, offsetBy: 5)..<close])
        sentence = String(sentence[sentence.index(after: close)...])
      }
      let document = Fixtures.document(sentence: sentence, issuer: "福州市财政局", date: date)
      var said = normalizer.normalize(document).observations
      for expected in test.expected {
        let parts = expected.fields[0][0].split(separator: " ").map(String.init)
        let candidates = said.indices.filter { said[$0].value == ExactDecimal(parts[0]) && said[$0].unit == parts[1] }
        let best = candidates.max {
          PhrasebookTests.wrong(said[$0], expected, codelist).count
            > PhrasebookTests.wrong(said[$1], expected, codelist).count
        }
        if !expected.isOptional { wanted += 1 }
        guard let best else {
          if !expected.isOptional { misses.append("\(test.name) missed \(expected.fields[0][0])") }
          continue
        }
        let wrong = PhrasebookTests.wrong(said[best], expected, codelist)
        if !expected.isOptional {
          if !wrong.contains(where: { $0.hasPrefix("comparator") }) { quantities += 1 }
          if wrong.isEmpty {
            full += 1
          } else {
            misses.append("\(test.name) \(expected.fields[0][0]): \(wrong.joined(separator: "; "))")
          }
        }
        said.remove(at: best)
      }
      extra += said.count
      for observation in said {
        misses.append("\(test.name) extra \(observation.valueText) \(observation.value) \(observation.unit)")
      }
    }
    if ProcessInfo.processInfo.environment["DAFU_MISSES"] != nil { for miss in misses { print(miss) } }
    print("phrasebook: \(wanted) figures, \(quantities) quantities right, \(full) wholly right, \(extra) extra")
    #expect(quantities == wanted)
    #expect(extra == 0)
    #expect(full * 100 >= wanted * 94)
  }

  static func wrong(_ said: Observation, _ expected: Expected, _ codelist: Codelist) -> [String] {
    var wrong: [String] = []
    let head = expected.fields[0][0].split(separator: " ").map(String.init)
    if head.count > 2, said.comparator.rawValue != head[2] { wrong.append("comparator \(said.comparator.rawValue)") }
    func check(_ name: String, _ index: Int, _ value: String) {
      if !expected.fields[index].contains("") && !expected.fields[index].contains(value) {
        wrong.append("\(name) \(value) for \(expected.fields[index].joined(separator: "/"))")
      }
    }
    check("measure", 1, said.measure.rawValue)
    check("metric", 2, said.metric)
    let names =
      [said.instrumentName.replacingOccurrences(of: "＋", with: "+")] + (codelist[said.instrument]?.aliases ?? [])
    if said.instrument == "_Z" || !names.contains(where: { expected.fields[3].contains($0) }) {
      check("instrument", 3, said.instrument == "_Z" ? "_Z" : said.instrumentName)
    }
    check("year", 4, String(said.period.end.year))
    check("period", 5, said.period.type.rawValue)
    check("agency", 6, said.agencyName == "福州市财政局" ? "P" : said.agencyName)
    check("status", 7, said.status.rawValue)
    return wrong
  }
}
