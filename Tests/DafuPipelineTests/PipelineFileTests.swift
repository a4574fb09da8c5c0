import DafuExtract
import DafuPipeline
import Foundation
import Testing

@Suite struct PipelineFileTests {
  static let good = """
    dataset:
      name: figures
      title: Figures
      title_zh: 数据
      licence: CC0-1.0
      publisher: nobody
    inputs:
      - replies
      - more/*.html
    codelists: codelists
    corrections: corrections.csv
    checks:
      minimum_documents: 2
      maximum_reject_share: 0.25
    outputs:
      directory: ../out
      formats: [csv, json]
      csv: {bom: false}
    xml:
      their-own:
        root: 文书
        namespace: urn:example
        prefixes: {x: "urn:example"}
        fields:
          title: //x:题名
          body: //x:内容
    """

  @Test func readsEveryKeyRelativeToTheFile() throws {
    let pipeline = try PipelineFile(path: "here/pipeline.yml", yaml: PipelineFileTests.good)
    #expect(pipeline.dataset.name == "figures")
    #expect(pipeline.dataset.titleChinese == "数据")
    #expect(pipeline.inputs.map(\.path) == ["here/replies", "here/more/*.html"])
    #expect(pipeline.inputs.map(\.isPattern) == [false, true])
    #expect(pipeline.inputs.map(\.line) == [8, 9])
    #expect(pipeline.codelists == "here/codelists")
    #expect(pipeline.corrections == "here/corrections.csv")
    #expect(pipeline.checks.minimumDocuments == 2)
    #expect(pipeline.checks.maximumRejectShare.description == "0.25")
    #expect(pipeline.outputs.directory == "here/../out")
    #expect(pipeline.outputs.formats == ["csv", "json"])
    #expect(!pipeline.outputs.csvByteOrderMark)
    #expect(
      pipeline.xmlMappings == [
        XMLMapping(
          rootName: "文书", rootNamespace: "urn:example", prefixes: ["x": "urn:example"],
          fields: [.title: "//x:题名", .body: "//x:内容"])
      ])
  }

  /// Each: what is replaced in the good file, by what, the line that must be named, a word of the message.
  @Test(arguments: [
    ("corrections: corrections.csv", "correctons: corrections.csv", 11, "`correctons`"),
    ("  title: Figures", "  titel: Figures", 3, "`titel`"),
    ("csv: {bom: false}", "csv: {boom: false}", 18, "`boom`"),
    ("csv: {bom: false}", "csv: {bom: perhaps}", 18, "true or false"),
    ("minimum_documents: 2", "minimum_documents: many", 13, "whole number"),
    ("minimum_documents: 2", "minimum_documents: -1", 13, "whole number"),
    ("maximum_reject_share: 0.25", "maximum_reject_share: 25", 14, "between 0 and 1"),
    ("formats: [csv, json]", "formats: [csv, xls]", 17, "`xls`"),
    ("formats: [csv, json]", "formats: csv", 17, "must be a list"),
    ("  name: figures", "  name: Figures and more", 2, "cannot be a dataset's name"),
    ("  name: figures", "  name: ../figures", 2, "cannot be a dataset's name"),
    ("  name: figures", "  name: [a]", 2, "single value"),
    ("title: //x:题名", "heading: //x:题名", 25, "`heading`"),
    ("title: //x:题名", "title: //x:[题名", 25, "XPath"),
    ("    root: 文书", "    roots: 文书", 21, "`roots`"),
    ("  publisher: nobody", "  publisher:", 6, "must have a value"),
    ("codelists: codelists", "codelists: codelists\ncodelists: more", 1, "stands twice"),
    ("codelists: codelists", "codelists: \"codelists", 10, "YAML"),
    ("codelists: codelists\n", "", 1, "`codelists` is missing"),
    ("  - replies\n  - more/*.html", "  []", 8, "at least one item"),
  ])
  func namesTheLine(old: String, new: String, line: Int, word: String) throws {
    let yaml = PipelineFileTests.good.replacingOccurrences(of: old, with: new)
    try #require(yaml != PipelineFileTests.good)
    let error = #expect(throws: UsageError.self) { try PipelineFile(path: "pipeline.yml", yaml: yaml) }
    #expect(error?.file == "pipeline.yml")
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
    // The YAML parser notices an open quotation mark and a second key where it will.
    if !["stands twice", "YAML"].contains(word) { #expect(error?.line == line) } else { #expect(error?.line != nil) }
  }

  @Test func readsWhatTheNightNeeds() throws {
    let yaml = PipelineFileTests.good
      .replacingOccurrences(of: "maximum_reject_share: 0.25", with: "maximum_lost_share: 0.1")
      .replacingOccurrences(of: "codelists: codelists", with: "missing_inputs: keep\ncodelists: codelists")
    let pipeline = try PipelineFile(path: "p.yml", yaml: yaml + "\nstate: {directory: memory, runs: 5}")
    #expect(pipeline.checks.maximumLostShare?.description == "0.1")
    #expect(pipeline.missingInputs == .keep)
    #expect(pipeline.stateDirectory == "memory" && pipeline.state.runs == 5 && pipeline.state.isKept)
    let plain = try PipelineFile(path: "p.yml", yaml: PipelineFileTests.good)
    #expect(plain.checks.maximumLostShare == nil && plain.missingInputs == .drop)
    #expect(plain.stateDirectory == "../out/figures/.state")
    for (settings, word) in [
      ("missing_inputs: forget", "drop or keep"), ("state: {runs: 0}", "at least one run"),
      ("state: {path: x}", "`path`"),
    ] {
      let error = #expect(throws: UsageError.self) {
        try PipelineFile(path: "p.yml", yaml: PipelineFileTests.good + "\n" + settings)
      }
      #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
    }
  }

  @Test func saysWhatToDoWhereTheFileIsMissing() {
    let error = #expect(throws: UsageError.self) { try PipelineFile(reading: "nowhere/pipeline.yml") }
    #expect(error?.description.hasPrefix("nowhere/pipeline.yml: ") == true)
  }

  @Test func theNightlyPipelineIsGood() throws {
    let pipeline = try PipelineFile(reading: Repository.path("pipelines/nightly.yml"))
    #expect(pipeline.checks.minimumDocuments >= 1)
    #expect(pipeline.corrections.map { FileManager.default.fileExists(atPath: $0) } == true)
  }
}
