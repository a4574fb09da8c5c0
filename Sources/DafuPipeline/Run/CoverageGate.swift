import DafuLoad
import DafuModel

/// A release that would have lost more of the earlier figures than is allowed; it was not published. Exit code 1.
public struct HeldBack: Error, CustomStringConvertible {
  /// How many documents are named.
  private static let shown = 20

  /// Where the result is kept for inspection.
  public let path: String
  /// Its version.
  public let version: String
  /// What is lost, a sentence each; the first one says how much.
  public let losses: [String]

  /// The sentences and what to do, a line each.
  public var description: String {
    (losses + [
      "nothing was published; the result is kept for inspection in \(path)",
      "where the loss is right, publish it with --accept-losses",
    ]).joined(separator: "\n")
  }

  init(_ gate: CoverageGate, _ held: HeldRelease) {
    path = FileSystemPath(held.path).readable
    version = held.version
    guard let loss = gate.loss, let share = gate.share else {
      losses = ["held back: \(gate.obstacle ?? "the newest release cannot be compared with")"]
      return
    }
    var losses = [
      "held back: \(loss.lost) of the \(loss.before) figures of the newest release would be lost, more than the "
        + "share of \(share) that is allowed"
    ]
    for document in loss.documents.prefix(HeldBack.shown) {
      let cause =
        switch document.cause {
        case .missing: "it is not among the inputs any more"
        case .rejected(let reason): "it is rejected now: \(reason)"
        case .fewerFigures: "it states them no more"
        }
      losses.append("  \(document.path): \(document.lost) of \(document.before) figures: \(cause)")
    }
    if loss.documents.count > HeldBack.shown {
      losses.append("  … and \(loss.documents.count - HeldBack.shown) more documents")
    }
    self.losses = losses
  }
}

/// Looks at a finished release before it is published: whether it has lost too many figures of the newest one.
final class CoverageGate {
  /// The largest share that may be lost; nil allows everything.
  let share: ExactDecimal?
  private(set) var loss: CoverageLoss?
  private(set) var obstacle: String?

  init(share: ExactDecimal?) { self.share = share }

  /// Whether the release may be published.
  func allows(finished: String, latest: String?) throws -> Bool {
    guard let share, let latest else { return true }
    do {
      let loss = try CoverageLoss(from: latest, to: finished)
      self.loss = loss
      return !loss.exceeds(share)
    } catch {
      // To publish unseen what cannot be compared would be no gate.
      obstacle = "the newest release cannot be compared with: \(error)"
      return false
    }
  }
}
