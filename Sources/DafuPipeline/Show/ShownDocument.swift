import DafuCodelists
import DafuModel
import DafuNormalize
import Foundation

/// A document for reading: its normalized text with the figures marked, and how each field was derived.
public struct ShownDocument {
  /// How the figures are marked.
  public enum Marking: Sendable {
    /// By colour and underline, for a terminal.
    case colour
    /// By 【…】.
    case brackets
  }

  private let document: ReplyDocument
  private let normalized: NormalizedDocument

  /// Reads `name`: the path of a file, else the path or the `document_id` of one of the pipeline's inputs. Throws
  /// `UsageError` where there is none or it is rejected.
  public init(named name: String, pipeline: PipelineFile) throws {
    let normalizer = Normalizer(codelists: try CodelistSet.reading(folder: pipeline.codelists))
    let reader = InputReader(reader: try pipeline.documentReader())
    let candidates: [DiscoveredInput]
    if (try? FileSystemPath(name).kind(followingLinks: true)) != nil {
      candidates = Array(try InputDiscovery.inputs(of: pipeline.replacingInputs(with: [name])))
      guard candidates.count == 1 else { throw UsageError(file: name, "it is a folder; name one document") }
    } else {
      let inputs = try InputDiscovery.inputs(of: pipeline)
      let ofPath = inputs.filter { $0.path == name }
      candidates = ofPath.isEmpty ? Array(inputs) : ofPath
    }
    let isNamed = candidates.count == 1
    for candidate in candidates {
      switch reader.read(candidate) {
      case .rejected(let rejection) where isNamed && candidate.path == rejection.path:
        throw UsageError(file: name, "rejected as \(rejection.reason.rawValue): \(rejection.message)")
      case .rejected: continue
      case .document(let document):
        let normalized = normalizer.normalize(document)
        guard isNamed || normalized.record.documentID == name else { continue }
        self.document = document
        self.normalized = normalized
        return
      }
    }
    throw UsageError(
      "there is no document `\(name)`: name a file, or the path or document_id of an input of \(pipeline.path)")
  }

  /// The whole document: its row of `documents`, its text with the figures marked, a line a figure, and findings.
  public func text(marking: Marking) -> String {
    let record = normalized.record
    var facts = TextTable(columns: 2)
    for (name, value) in fields(of: record) where !value.isEmpty { facts.add([name, value]) }
    var figures = TextTable(columns: 4, rightAligned: [1])
    for observation in normalized.observations {
      let names = [observation.instrumentName, observation.metricName, observation.subject].filter { !$0.isEmpty }
      figures.add([
        observation.observationID, "\(observation.value)", observation.unit,
        "\(observation.period.end.year) " + names.joined(separator: " "),
      ])
    }
    var text = facts.text + "\n" + markedText(marking) + "\n"
    if !normalized.observations.isEmpty { text += "\n" + figures.text }
    for finding in normalized.findings {
      text += "\n\(finding.severity.rawValue) \(finding.code): \(finding.message)"
    }
    return normalized.findings.isEmpty ? text : text + "\n"
  }

  /// One observation: every field with its derivation, the sentence, and where it stands in text and source.
  public func text(ofObservation identifier: String, marking: Marking) throws -> String {
    guard let observation = normalized.observations.first(where: { $0.observationID == identifier }) else {
      throw UsageError(
        file: document.path,
        "there is no observation `\(identifier)`; `dafu show` without one lists the \(normalized.observations.count)")
    }
    var table = TextTable(columns: 3)
    for (name, value) in fields(of: observation) {
      table.add([name, value.isEmpty ? "–" : value, observation.derivation[name] ?? ""])
    }
    for (name, how) in observation.derivation.sorted
    where !fields(of: observation).contains(where: { $0.name == name }) {
      table.add([name, "", how])
    }
    let source = document.text.sourceOffset(of: observation.start).map { "byte \($0) of the source" }
    return table.text + "\n" + evidence(of: observation, marking: marking) + "\n"
      + "bytes \(observation.start) to \(observation.end) of the normalized text, "
      + (source ?? "not traced to the source") + "\n"
  }

  private func markedText(_ marking: Marking) -> String {
    let places = Set(normalized.observations.map { $0.start..<max($0.start, $0.end) })
      .sorted { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
    return marked(0..<document.text.utf8.count, places: places, marking: marking)
  }

  private func evidence(of observation: Observation, marking: Marking) -> String {
    let place = observation.start..<max(observation.start, observation.end)
    let sentence = document.blocks.flatMap { $0.sentences.isEmpty ? [$0.range] : $0.sentences }
      .first { $0.lowerBound <= place.lowerBound && place.upperBound <= $0.upperBound }
    guard let sentence else { return observation.evidence }
    return marked(sentence, places: [place], marking: marking)
  }

  /// A part of the text with places marked; a place inside another one is part of that one's mark.
  private func marked(_ range: Range<Int>, places: [Range<Int>], marking: Marking) -> String {
    var text = ""
    var position = range.lowerBound
    for place in places where place.lowerBound >= position && place.upperBound <= range.upperBound {
      text += printable(document.text[position..<place.lowerBound])
      let figure = printable(document.text[place])
      switch marking {
      case .brackets: text += "【" + figure + "】"
      case .colour: text += "\u{1B}[1;4;36m" + figure + "\u{1B}[0m"
      }
      position = place.upperBound
    }
    return text + printable(document.text[position..<range.upperBound])
  }

  /// Control characters of a document must not reach a terminal.
  private func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl =
            scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
          return isControl ? "\u{FFFD}" : scalar
        }))
  }

  private func fields(of record: DocumentRecord) -> [(name: String, value: String)] {
    let metadata = record.metadata
    return [
      ("document_id", record.documentID), ("path", record.path), ("format", record.format.rawValue),
      ("sha256", record.sha256), ("title", metadata.title ?? ""), ("document_number", metadata.documentNumber ?? ""),
      ("date", metadata.date?.description ?? ""), ("published", metadata.published?.description ?? ""),
      ("agency", record.agency + " " + record.agencyName), ("ref_area", record.refArea + " " + record.refAreaName),
      ("addressed_body", metadata.addressedBody?.rawValue ?? ""), ("session", metadata.session ?? ""),
      ("proposal_number", metadata.proposalNumber ?? ""), ("proposal_title", metadata.proposalTitle ?? ""),
      ("co_agencies", record.coAgencyNames.joined(separator: ";")), ("disposition", metadata.disposition ?? ""),
      ("disclosure", metadata.disclosure ?? ""), ("url", metadata.url ?? ""),
    ].map { ($0.0, printable($0.1)) }
  }

  private func fields(of observation: Observation) -> [(name: String, value: String)] {
    [
      ("observation_id", observation.observationID), ("document_id", observation.documentID),
      ("year", "\(observation.period.end.year)"), ("period_start", observation.period.start.description),
      ("period_end", observation.period.end.description), ("period_type", observation.period.type.rawValue),
      ("period_basis", observation.period.basis.rawValue), ("agency", observation.agency),
      ("agency_name", observation.agencyName), ("agency_basis", observation.agencyBasis.rawValue),
      ("instrument", observation.instrument), ("instrument_name", observation.instrumentName),
      ("metric", observation.metric), ("metric_name", observation.metricName), ("subject", observation.subject),
      ("measure", observation.measure.rawValue), ("value", observation.value.description),
      ("unit", observation.unit), ("unit_text", observation.unitText),
      ("comparator", observation.comparator.rawValue), ("value_text", observation.valueText),
      ("status", observation.status.rawValue), ("ref_area", observation.refArea),
      ("ref_area_name", observation.refAreaName), ("section", observation.section),
      ("confidence", observation.confidence.description), ("rule", observation.rule),
    ].map { ($0.0, printable($0.1)) }
  }
}
