import DafuCodelists
import DafuModel
import Foundation
import Testing

@testable import DafuNormalize

/// The directory over the codelists that the repository ships.
enum AgenciesFixture {
  static let directory: Result<AgencyDirectory, any Error> = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "pipelines/codelists")
    return AgencyDirectory(
      codelists: try CodelistSet { name in [UInt8](try Data(contentsOf: folder.appending(path: name + ".csv"))) })
  }

  /// One line of a table of names: where it is written, when, the name, and the body that it means.
  struct Line: Sendable, CustomTestStringConvertible {
    let area: String
    let date: String
    let name: String
    /// The official name; nil where the name means no public body.
    let official: String?
    /// The area for which the body acts, where it is not the place of writing.
    let refArea: String?

    var testDescription: String { name + " (" + area + " " + date + ")" }
  }

  /// Reads lines `area date name → official name @area`; `-` stands for no body.
  static func lines(_ table: String) -> [Line] {
    table.split(separator: "\n").compactMap { row in
      let sides = row.components(separatedBy: " → ")
      guard sides.count == 2 else { return nil }
      let left = sides[0].split(separator: " ").map(String.init)
      let right = sides[1].split(separator: " ").map(String.init)
      guard left.count == 3, let official = right.first else { return nil }
      return Line(
        area: left[0], date: left[1], name: left[2], official: official == "-" ? nil : official,
        refArea: right.dropFirst().first.map { String($0.dropFirst()) })
    }
  }
}
