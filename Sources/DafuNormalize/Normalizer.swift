import DafuCodelists
import DafuModel
import Foundation
import Synchronization

/// Reads the figures of a document and what they mean: document to observations.
public struct Normalizer: Sendable {
  private let codelists: CodelistSet
  private let agencies: AgencyDirectory
  private let figures: FigureScanner
  private let instruments: InstrumentScanner
  private let cues = CueLexicon()
  private let records: DocumentRecordBuilder

  private let listsCandidates: Bool
  private let ranking: InstrumentRanking

  /// Prepares the lexicons once; one normalizer serves all documents and threads.
  ///
  /// With `listsCandidates` every observation's derivation has entries that `Benchmarks/linking` reads: `candidates`, a line for
  /// each instrument that the figure might carry, its names with their codes, and what speaks for and against it
  /// (`CandidateFeature`); `metrics`, a line for each metric with the places of its features; `periodType`, the places of the
  /// features of its time; `leads`, by how much instrument, metric and period type were chosen.
  /// `instrumentWeights` choose instruments in place of the program's own (`InstrumentWeights` tells their order): whoever fits
  /// weights needs to know how a document reads by weights that were fitted without it.
  public init(codelists: CodelistSet, listsCandidates: Bool = false, instrumentWeights: [Int16]? = nil) {
    self.listsCandidates = listsCandidates
    ranking = instrumentWeights.map(InstrumentRanking.init) ?? .fitted
    self.codelists = codelists
    // The two take most of the time of a start: they are prepared side by side.
    nonisolated(unsafe) var prepared: (directory: AgencyDirectory?, scanner: InstrumentScanner?) = (nil, nil)
    let half = Mutex(())
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let directory = AgencyDirectory(codelists: codelists)
        half.withLock { _ in prepared.directory = directory }
      } else {
        let scanner = InstrumentScanner(codelists.instruments, areas: codelists.areas)
        half.withLock { _ in prepared.scanner = scanner }
      }
    }
    let directory = prepared.directory ?? AgencyDirectory(codelists: codelists)
    agencies = directory
    figures = FigureScanner(units: UnitLexicon(codelists.units))
    instruments = prepared.scanner ?? InstrumentScanner(codelists.instruments, areas: codelists.areas)
    records = DocumentRecordBuilder(directory: directory)
  }

  /// Reads a document. Never fails: what cannot be read is a finding.
  public func normalize(_ document: ReplyDocument) -> NormalizedDocument {
    let built = records.build(document)
    let reference = document.metadata.date ?? document.metadata.published ?? Normalizer.latestDate(in: document)
    let reader = BodyReader(
      document: document, publisher: built.publisher, reference: reference, agencies: agencies, figures: figures,
      instruments: instruments, cues: cues, listsCandidates: listsCandidates, ranking: ranking)
    var drafts = reader.readings()
    drafts.sort { ($0.reading.figure.range.lowerBound, $0.order) < ($1.reading.figure.range.lowerBound, $1.order) }
    var assembler = ObservationAssembler(
      document: document, record: built.record, publisher: built.publisher, codelists: codelists, agencies: agencies,
      aliases: reader.aliases)
    assembler.add(BodyReader.toldApart(drafts), text: reader.text)
    return NormalizedDocument(
      record: built.record, observations: assembler.observations, codes: assembler.codes(adding: built.agencies),
      findings: document.findings + assembler.findings)
  }

  /// A document without a date is read as of the latest year that it names.
  private static func latestDate(in document: ReplyDocument) -> CivilDate {
    let view = TextView(document.text.utf8)
    var context = PeriodScanner.Context(reference: .lastDay(ofYear: 1949), sentenceYear: nil, paragraphYear: nil)
    let mentions = PeriodScanner().mentions(in: view, range: 0..<view.count, context: &context)
    return mentions.filter { $0.basis == .stated && !$0.isComparisonBase && $0.shape != .since && $0.end.year < 2100 }
      .map(\.end).max()
      ?? .lastDay(ofYear: 1949)
  }
}
