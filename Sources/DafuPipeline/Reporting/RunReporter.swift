import Foundation
import Logging

/// Tells people and programs how a run goes, on standard error: a bar on a terminal, else log lines; and run events in
/// a file, if one is named.
public final class RunReporter {
  /// The form in which a run is told.
  public enum Style: String, Sendable, CaseIterable {
    /// A progress bar and plain messages.
    case terminal
    /// Log lines of words.
    case text
    /// Log lines of JSON.
    case json
  }

  private static let shownRejections = 20
  private let style: Style
  private let logger: Logger
  private var lineage: OpenLineageFile?
  private var bar = ProgressBar()
  private var isBarShown = false
  private var lastLogged: (stage: String, time: ContinuousClock.Instant)?

  /// Creates a reporter for a run of a pipeline. Without a style it is that of a terminal where standard error is one,
  /// else log lines of words; `lineage` is the file that OpenLineage events are appended to.
  public init(style: Style?, lineage: String?, pipeline: PipelineFile) {
    let style = style ?? (isatty(2) == 1 ? .terminal : .text)
    self.style = style
    var logger = Logger(label: "dafu") { _ in LogLines(form: style == .json ? .json : .text) }
    logger[metadataKey: "dataset"] = "\(pipeline.dataset.name)"
    self.logger = logger
    self.lineage = lineage.map { OpenLineageFile($0, pipeline: pipeline) }
  }

  /// Tells an event of the run.
  public func report(_ event: RunEvent) {
    switch event {
    case .began:
      if style != .terminal { logger.info("started") }
      tellLineage { try $0.start() }
    case .note(let text): warn(text)
    case .planned(let inputs, let toWork, let missing):
      guard style != .terminal else { return }
      logger.info("planned", metadata: ["inputs": "\(inputs)", "work": "\(toWork)", "missing": "\(missing)"])
    case .progress(let progress): show(progress)
    }
  }

  /// Tells how the run ended well.
  public func ended(_ summary: RunSummary) {
    clear()
    let version = summary.version
    // Where nothing has changed, nothing new was rejected.
    if !summary.isUnchanged { tellRejections(summary) }
    if style != .terminal {
      var fields: Logger.Metadata = [
        "documents": "\(summary.documents)", "observations": "\(summary.observations)",
        "rejected": "\(summary.rejections.count)", "release": "\(summary.releasePath)",
      ]
      if let version { fields["version"] = "\(version)" }
      if let counts = summary.counts {
        fields["loaded"] = "\(counts.loaded)"
        fields["unchanged"] = "\(counts.unchanged)"
        fields["missing"] = "\(counts.missing)"
        fields["kept"] = "\(counts.kept)"
      }
      logger.info(summary.isUnchanged ? "unchanged" : "published", metadata: fields)
    }
    tellLineage { try $0.complete(summary, version: version) }
  }

  /// Tells how the run failed. Gives whether the message still has to be told to the person at the terminal.
  public func failed(_ error: any Error) -> Bool {
    clear()
    let message = "\(error)"
    tellLineage { try $0.fail(message, wasStopped: error is Interruption.Requested) }
    guard style != .terminal else { return true }
    logger.error("\(message)")
    return false
  }

  private func tellRejections(_ summary: RunSummary) {
    for rejection in summary.rejections.prefix(RunReporter.shownRejections) {
      tell(
        "rejected \(rejection.path): \(rejection.reason.rawValue): \(rejection.message)",
        ["path": "\(rejection.path)", "reason": "\(rejection.reason.rawValue)"])
    }
    let rest = summary.rejections.count - RunReporter.shownRejections
    if rest > 0 { tell("… and \(rest) more; rejects.csv of a release lists them all", [:]) }
  }

  private func warn(_ text: String) { tell("dafu: " + text, [:]) }

  private func tell(_ text: String, _ fields: Logger.Metadata) {
    clear()
    switch style {
    case .terminal: FileHandle.standardError.write(Data((text + "\n").utf8))
    case .text: logger.warning("\(text)")
    case .json: logger.warning("\(text)", metadata: fields)
    }
  }

  private func show(_ progress: StageProgress) {
    if style == .terminal {
      guard let line = bar.line(progress) else { return }
      isBarShown = true
      FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
      return
    }
    // A line every half minute tells that the run is alive; the first one tells nothing.
    let now = ContinuousClock.now
    guard let last = lastLogged, last.stage == progress.stage else {
      lastLogged = (progress.stage, now)
      return
    }
    guard now - last.time >= .seconds(30) else { return }
    lastLogged = (progress.stage, now)
    var fields: Logger.Metadata = ["stage": "\(progress.stage)", "done": "\(progress.done)"]
    if let total = progress.total { fields["total"] = "\(total)" }
    logger.info("progress", metadata: fields)
  }

  private func clear() {
    guard isBarShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    isBarShown = false
  }

  private func tellLineage(_ body: (OpenLineageFile) throws -> Void) {
    guard let lineage else { return }
    do { try body(lineage) } catch {
      self.lineage = nil
      warn("\(error)")
    }
  }

  deinit { clear() }
}
