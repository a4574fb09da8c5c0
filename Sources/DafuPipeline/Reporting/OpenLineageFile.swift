import Foundation

/// Run events for lineage tools (OpenLineage, object model 2-0-2): one JSON object a line, appended to a file.
struct OpenLineageFile {
  private static let schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
  private static let facets = "https://openlineage.io/spec/facets/"
  private static let producer = "urn:dafu:\(programVersion)"

  private let path: String
  private let run = UUID().uuidString.lowercased()
  private let job: String
  private let inputs: [String]
  private let output: String

  init(_ path: String, pipeline: PipelineFile) {
    self.path = path
    job = pipeline.dataset.name
    inputs = pipeline.inputs.map { OpenLineageFile.absolute($0.path) }
    output = OpenLineageFile.absolute(pipeline.home)
  }

  /// The run begins.
  func start() throws(OutputFailure) { try append("START") }

  /// The run ended well. Gives what it published or found.
  func complete(_ summary: RunSummary, version: String?) throws(OutputFailure) {
    var dataset = OpenLineageFile.dataset(output)
    dataset["outputFacets"] = .object([
      "outputStatistics": OpenLineageFile.facet(
        "1-0-2/OutputStatisticsOutputDatasetFacet.json", ["rowCount": .integer(summary.observations)])
    ])
    if let version {
      dataset["facets"] = .object([
        "version": OpenLineageFile.facet("1-0-1/DatasetVersionDatasetFacet.json", ["datasetVersion": .text(version)])
      ])
    }
    try append("COMPLETE", output: dataset)
  }

  /// The run ended without a result.
  func fail(_ message: String, wasStopped: Bool) throws(OutputFailure) {
    let facet = OpenLineageFile.facet(
      "1-0-1/ErrorMessageRunFacet.json", ["message": .text(message), "programmingLanguage": .text("Swift")])
    try append(wasStopped ? "ABORT" : "FAIL", facets: ["errorMessage": facet])
  }

  private func append(
    _ type: String, facets: [String: LineageValue] = [:], output: [String: LineageValue]? = nil
  ) throws(OutputFailure) {
    let event: LineageValue = .object([
      "eventType": .text(type),
      "eventTime": .text(Ledger.timestamp()),
      "run": .object(["runId": .text(run), "facets": .object(facets)]),
      "job": .object(["namespace": .text("dafu"), "name": .text(job)]),
      "inputs": .array(inputs.map { .object(OpenLineageFile.dataset($0)) }),
      "outputs": .array([.object(output ?? OpenLineageFile.dataset(self.output))]),
      "producer": .text(OpenLineageFile.producer),
      "schemaURL": .text(OpenLineageFile.schema),
    ])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw OutputFailure(message: "cannot write \(path): \(FileSystemError(code: errno).reason)")
    }
    defer { close(descriptor) }
    do {
      try LineWriter(descriptor: descriptor).write(Array(encoder.encode(event)))
    } catch {
      throw OutputFailure(message: "cannot write \(path): \(error)")
    }
  }

  private static func dataset(_ path: String) -> [String: LineageValue] {
    ["namespace": .text("file"), "name": .text(path)]
  }

  private static func facet(_ schema: String, _ fields: [String: LineageValue]) -> LineageValue {
    .object(fields.merging(["_producer": .text(producer), "_schemaURL": .text(facets + schema)]) { $1 })
  }

  private static func absolute(_ path: String) -> String {
    if let canonical = try? FileSystemPath(path).canonical() { return String(decoding: canonical.bytes, as: UTF8.self) }
    return path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}

/// A value of an event.
private enum LineageValue: Encodable, Sendable {
  case text(String)
  case integer(Int)
  case array([LineageValue])
  case object([String: LineageValue])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .integer(let number): try container.encode(number)
    case .array(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }
}
