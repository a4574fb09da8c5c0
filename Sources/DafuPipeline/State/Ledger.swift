import Foundation
import GRDB

/// One run as the ledger keeps it.
public struct LedgerRun: Hashable, Sendable, Codable {
  /// How a run ended.
  public enum Result: String, Hashable, Sendable, Codable {
    /// It has not ended; or the machine stopped, and nobody has looked since.
    case running
    /// A release was published.
    case published
    /// Nothing had changed: the newest release stands.
    case unchanged
    /// The release would have lost too much; it is kept for inspection.
    case held
    /// A check failed, or the system refused something.
    case failed
    /// It was asked to stop.
    case interrupted
    /// The process ended without saying so.
    case died
  }

  /// Its number.
  public let number: Int64
  /// When it began (ISO 8601, UTC).
  public let started: String
  /// When it ended; nil where it did not.
  public var ended: String?
  /// How it ended.
  public var result: Result
  /// The version that it published, found or held.
  public var version: String?
  /// What there is to say beside, such as why it failed.
  public var message: String?
  /// What became of its inputs.
  public var counts: InputCounts?
  /// How many figures the release has.
  public var figures: Int?
  /// How long it took.
  public var milliseconds: Int?
}

/// How many inputs came to what. Every input counts once.
public struct InputCounts: Hashable, Sendable, Codable {
  /// Read in this run: new, or the bytes, the codelists or the program changed.
  public var loaded = 0
  /// Taken over from an earlier run.
  public var unchanged = 0
  /// Rejected, in this run or earlier.
  public var rejected = 0
  /// Not among the inputs any more, but kept in the release from the copy that was made of them.
  public var kept = 0
  /// Not among the inputs any more, and dropped.
  public var missing = 0

  /// The inputs that stand in the input folders.
  public var inputs: Int { loaded + unchanged + rejected }

  /// `3 loaded, 97 unchanged, 1 rejected`; what is zero and unusual is left out.
  public var text: String {
    var parts = ["\(loaded) loaded", "\(unchanged) unchanged", "\(rejected) rejected"]
    if kept > 0 { parts.append("\(kept) missing, kept") }
    if missing > 0 { parts.append("\(missing) missing, dropped") }
    return parts.joined(separator: ", ")
  }

  /// No inputs.
  public init() {}
}

/// What became of one input in one run. An input of a run that the ledger does not list was unchanged.
public struct LedgerOutcome: Hashable, Sendable, Codable {
  /// What can become of an input.
  public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// It was read.
    case loaded
    /// It was taken over from an earlier run.
    case unchanged
    /// It was rejected.
    case rejected
    /// It is gone, but its copy stays in the release.
    case kept
    /// It is gone, and so it is from the release.
    case missing
  }

  /// The input's path.
  public let path: String
  /// What became of it.
  public let outcome: Outcome
  /// A stable code: why it was read (`new`, `bytes-changed`, …), or why it was rejected.
  public let reason: String?
  /// The reason in words, for a rejected input.
  public let message: String?
  /// How many figures it gives.
  public let figures: Int?
}

/// The ledger's part of the state.
struct Ledger {
  let state: StateDatabase
  /// How many runs are kept.
  let limit: Int

  /// Enters a run that begins; runs that ended without a word are marked so, and old ones go.
  func begin() throws(StateDatabase.Unavailable) -> LedgerRun {
    let started = Ledger.timestamp()
    let number = try state.write { database in
      try database.execute(sql: "UPDATE runs SET result = 'died' WHERE result = 'running'")
      try database.execute(sql: "INSERT INTO runs (started, result) VALUES (?, 'running')", arguments: [started])
      let number = database.lastInsertedRowID
      try database.execute(
        sql: "DELETE FROM run_outcomes WHERE run <= ?", arguments: [number - Int64(limit)])
      try database.execute(sql: "DELETE FROM runs WHERE id <= ?", arguments: [number - Int64(limit)])
      return number
    }
    return LedgerRun(number: number, started: started, result: .running)
  }

  /// Enters outcomes of a run.
  func add(_ outcomes: [LedgerOutcome], to run: LedgerRun) throws(StateDatabase.Unavailable) {
    guard !outcomes.isEmpty else { return }
    try state.write { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO run_outcomes (run, path, outcome, reason, message, figures) VALUES (?, ?, ?, ?, ?, ?)
          """)
      for outcome in outcomes {
        try statement.execute(
          arguments: [
            run.number, outcome.path, outcome.outcome.rawValue, outcome.reason, outcome.message, outcome.figures,
          ])
      }
    }
  }

  /// Enters how a run ended.
  func end(_ run: LedgerRun) throws(StateDatabase.Unavailable) {
    try state.write { database in
      try database.execute(
        sql: """
          UPDATE runs SET ended = ?, result = ?, version = ?, message = ?, inputs = ?, loaded = ?, unchanged = ?,
            rejected = ?, missing = ?, kept = ?, figures = ?, milliseconds = ? WHERE id = ?
          """,
        arguments: [
          run.ended, run.result.rawValue, run.version, run.message, run.counts?.inputs, run.counts?.loaded,
          run.counts?.unchanged, run.counts?.rejected, run.counts?.missing, run.counts?.kept, run.figures,
          run.milliseconds, run.number,
        ])
    }
  }

  /// The runs, the last one first.
  func runs() throws(StateDatabase.Unavailable) -> [LedgerRun] {
    try state.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM runs ORDER BY id DESC").map { row in
        var counts: InputCounts?
        if let loaded = row["loaded"] as Int? {
          var found = InputCounts()
          found.loaded = loaded
          found.unchanged = row["unchanged"] as Int? ?? 0
          found.rejected = row["rejected"] as Int? ?? 0
          found.missing = row["missing"] as Int? ?? 0
          found.kept = row["kept"] as Int? ?? 0
          counts = found
        }
        return LedgerRun(
          number: row["id"], started: row["started"], ended: row["ended"],
          result: LedgerRun.Result(rawValue: row["result"]) ?? .died, version: row["version"],
          message: row["message"], counts: counts, figures: row["figures"], milliseconds: row["milliseconds"])
      }
    }
  }

  /// What became of the inputs of the last run, by path: those that the ledger lists, and the unchanged ones.
  func allOutcomes(of run: Int64) throws(StateDatabase.Unavailable) -> [LedgerOutcome] {
    try state.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT path, outcome, reason, message, figures FROM run_outcomes WHERE run = ?1
          UNION ALL
          SELECT path, 'unchanged', NULL, NULL, figures FROM inputs
          WHERE path NOT IN (SELECT path FROM run_outcomes WHERE run = ?1)
            AND EXISTS (SELECT 1 FROM runs WHERE id = ?1 AND loaded IS NOT NULL)
          ORDER BY path
          """,
        arguments: [run]
      ).compactMap { row in
        LedgerOutcome.Outcome(rawValue: row[1]).map {
          LedgerOutcome(path: row[0], outcome: $0, reason: row[2], message: row[3], figures: row[4])
        }
      }
    }
  }

  /// The time of day in ISO 8601, UTC; only the ledger and messages have it, never a release.
  static func timestamp() -> String {
    var now = time_t(FileStamp.now() / 1_000_000_000)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
