import Foundation
import Testing

@Suite struct EndToEndTests {
  @Test func aRunPublishesEveryTable() throws {
    let folder = try Fixtures.folder()
    let result = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(result.exitCode == 0, "\(result.errors)")
    // What is no terminal gets log lines, none of them a warning.
    #expect(result.errors.contains(" info published "), "\(result.errors)")
    #expect(!result.errors.contains("warning"), "\(result.errors)")
    #expect(result.text.contains("out/figures/latest"))
    let files = try releaseFiles(folder.path("out"))
    let expected: Set = [
      "financial_metrics.csv", "financial_metrics.json", "observations.csv", "observations.json", "documents.csv",
      "documents.json", "rejects.csv", "instruments.csv", "agencies.csv", "metrics.csv", "units.csv",
      "datapackage.json", "SHA256SUMS",
    ]
    #expect(expected.isSubset(of: files.keys))
    let observations = String(decoding: files["observations.csv"] ?? Data(), as: UTF8.self)
    #expect(observations.contains("1290000000000"))
    #expect(observations.contains("9206960000"))
    let documents = String(decoding: files["documents.csv"] ?? Data(), as: UTF8.self)
    #expect(documents.split(separator: "\r\n").count == 1 + 9)
    #expect(!documents.contains(folder.path))
  }

  /// One thread and four, another folder, time zone, locale, and order of creation: the same bytes.
  @Test func aReleaseDependsOnItsInputsOnly() throws {
    let one = try Fixtures.folder()
    let other = try TemporaryFolder()
    for name in try FileManager.default.subpathsOfDirectory(atPath: one.path("replies")).sorted().reversed() {
      // Folders have no content of their own.
      guard let bytes = FileManager.default.contents(atPath: one.path("replies/" + name)) else { continue }
      try other.write("replies/" + name, Array(bytes))
    }
    try other.write("pipeline.yml", Fixtures.pipeline)
    let first = try BuiltProgram.run(
      ["run", "pipeline.yml", "--jobs", "1"], folder: one.path, environment: ["TZ": "Asia/Shanghai", "LANG": "C"])
    let second = try BuiltProgram.run(
      ["run", other.path("pipeline.yml"), "--jobs", "4"], folder: "/",
      environment: ["TZ": "America/Los_Angeles", "LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE.UTF-8"])
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(second.exitCode == 0, "\(second.errors)")
    let files = try releaseFiles(one.path("out"))
    #expect(files.count >= 13)
    #expect(files == (try releaseFiles(other.path("out"))))
  }

  @Test func runningAgainGivesTheSameBytes() throws {
    let folder = try Fixtures.folder()
    #expect(try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path).exitCode == 0)
    let before = try releaseFiles(folder.path("out"))
    #expect(try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path).exitCode == 0)
    #expect(before == (try releaseFiles(folder.path("out"))))
  }

  @Test func theStagesInAPipeGiveTheBytesOfARun() throws {
    let folder = try Fixtures.folder()
    try folder.write("replies/empty.txt", "")
    let run = try BuiltProgram.run(["run", "pipeline.yml", "--output", "whole"], folder: folder.path)
    #expect(run.exitCode == 3)
    let extracted = try BuiltProgram.run(
      ["extract", "replies", "--pipeline", "pipeline.yml", "--jobs", "3"], folder: folder.path)
    #expect(extracted.exitCode == 3)
    let normalized = try BuiltProgram.run(
      ["normalize", "pipeline.yml", "--jobs", "3"], input: extracted.output, folder: folder.path)
    #expect(normalized.exitCode == 0)
    // A cluster hands lines over in any order.
    let lines = normalized.output.split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 10)
    for (output, input) in [("piped", lines), ("shuffled", lines.reversed())] {
      let stream = Data(input.joined(separator: [UInt8(ascii: "\n")]))
      let loaded = try BuiltProgram.run(
        ["load", "pipeline.yml", "--output", output], input: stream, folder: folder.path)
      #expect(loaded.exitCode == 3, "\(loaded.errors)")
      #expect(try releaseFiles(folder.path(output)) == releaseFiles(folder.path("whole")))
      // A run tells beside that which inputs it read.
      #expect(loaded.text.split(separator: "\n").count == run.text.split(separator: "\n").count - 1)
    }
  }

  @Test func aPublishersOwnVocabularyIsReadByItsMapping() throws {
    let folder = try TemporaryFolder()
    let mapping = """

      xml:
        their-own:
          root: doc
          fields: {title: /doc/t1, number: /doc/t2, issuer: /doc/t3, date: /doc/t4, body: /doc/t5}
      """
    try folder.write("pipeline.yml", Fixtures.pipeline + mapping)
    try folder.write(
      "replies/own.xml",
      """
      <doc><t1>关于第71号提案的答复</t1><t2>宁财复〔2023〕71号</t2><t3>南京市财政局</t3><t4>2023-06-30</t4><t5><p>刘委员：</p>
      <p>您提出的关于发展科技保险的提案收悉，经认真研究，现将有关情况答复如下：</p>
      <p>2022年，全市科技保险保费收入2.4亿元，为1300家企业提供风险保障870亿元。</p></t5></doc>
      """)
    let result = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(result.exitCode == 0, "\(result.errors)")
    let documents = String(decoding: try releaseFiles(folder.path("out"))["documents.csv"] ?? Data(), as: UTF8.self)
    for value in ["关于第71号提案的答复", "宁财复〔2023〕71号", "南京市财政局", "2023-06-30"] {
      #expect(documents.contains(value), "\(value)")
    }
  }

  @Test func aFailedRunLeavesThePublishedReleaseAlone() throws {
    let folder = try Fixtures.folder()
    #expect(try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path).exitCode == 0)
    let before = try releaseFiles(folder.path("out"))
    try folder.write("none/picture.txt", [0x89, 0x50, 0x4E, 0x47, 0, 0, 0])
    #expect(
      try BuiltProgram.run(["run", "pipeline.yml", "--input", "none"], folder: folder.path).exitCode == 1)
    #expect(before == (try releaseFiles(folder.path("out"))))
  }

  @Test func aCorrectionReachesTheReleaseUntilTheSourceMendsItself() throws {
    let folder = try Fixtures.folder()
    try folder.write("pipeline.yml", Fixtures.pipeline + "\ncorrections: corrections.csv\n")
    let header = "document,figure,action,field,value,reason,expect\n"
    let row = "a/b/c.md,1.29万亿元,override,value,129000000000,亿 was meant,"
    try folder.write("corrections.csv", header + row + "新增担保业务\n")
    let corrected = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(corrected.exitCode == 0, "\(corrected.errors)")
    let observations = String(
      decoding: try releaseFiles(folder.path("out"))["observations.csv"] ?? Data(), as: UTF8.self)
    #expect(observations.contains("129000000000"))
    #expect(!observations.contains("1290000000000"))
    try folder.write("corrections.csv", header + row + "新增贷款业务\n")
    let mended = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(mended.exitCode == 1)
    #expect(mended.errors.contains("corrections.csv:2: "))
    #expect(mended.errors.contains("nothing was published"))
    try folder.write("corrections.csv", header + "a,b,forget,,,c,\n")
    let broken = try BuiltProgram.run(["run", "pipeline.yml"], folder: folder.path)
    #expect(broken.exitCode == 2)
    #expect(broken.errors.contains("corrections.csv:2: "))
  }

  @Test func showMarksTheFiguresAndExplainsEachField() throws {
    let folder = try Fixtures.folder()
    let arguments = ["show", "replies/a/b/c.md", "--pipeline", "pipeline.yml"]
    let brackets = try BuiltProgram.run(arguments, folder: folder.path)
    #expect(brackets.exitCode == 0, "\(brackets.errors)")
    #expect(brackets.text.contains("【1.29万亿元】"))
    #expect(!brackets.text.contains("\u{1B}"))
    let coloured = try BuiltProgram.run(arguments + ["--color", "always"], folder: folder.path)
    #expect(coloured.text.contains("\u{1B}[1;4;36m1.29万亿元\u{1B}[0m"))
    let line = try #require(brackets.text.split(separator: "\n").last { $0.contains(" 1290000000000  CNY") })
    let identifier = try #require(line.split(separator: " ").first.map(String.init))
    let figure = try BuiltProgram.run(
      ["show", "replies/a/b/c.md", identifier, "--pipeline", "pipeline.yml"], folder: folder.path)
    #expect(figure.exitCode == 0, "\(figure.errors)")
    for field in ["year", "agency", "instrument", "metric", "measure", "value", "unit", "comparator", "status"] {
      #expect(figure.text.split(separator: "\n").contains { $0.hasPrefix(field + " ") }, "\(field)")
    }
    #expect(figure.text.contains("【1.29万亿元】"))
    #expect(figure.text.contains("of the source"))
    let missing = try BuiltProgram.run(
      ["show", "replies/a/b/c.md", "nothing", "--pipeline", "pipeline.yml"], folder: folder.path)
    #expect(missing.exitCode == 2)
  }

  @Test func theSampleOfTheRepositoryRuns() throws {
    let output = try TemporaryFolder()
    let result = try BuiltProgram.run(["run", "--output", output.path])
    #expect(result.exitCode == 0, "\(result.errors)")
    let documents = try releaseFiles(output.path, dataset: "official-replies")["documents.csv"] ?? Data()
    #expect(String(decoding: documents, as: UTF8.self).split(separator: "\r\n").count >= 1 + 12)
  }
}
