/// What a release is called and in which form it is written.
public struct ReleaseOptions: Sendable {
  /// A licence by its name (SPDX or Open Definition), address and title.
  public struct Licence: Hashable, Sendable {
    /// `CC-BY-4.0`.
    public let name: String
    /// Where its text stands.
    public let path: String?
    /// Its title.
    public let title: String?

    /// Creates a licence.
    public init(name: String, path: String? = nil, title: String? = nil) {
      self.name = name
      self.path = path
      self.title = title
    }
  }

  /// The name of the dataset and of its folder: lower-case letters, digits, `.`, `_`, `-`; the same in every version.
  public let dataset: String
  /// The title, for people.
  public let title: String
  /// What the dataset is, for people.
  public let description: String
  /// The licence of the data, if one is given.
  public let licence: ReleaseOptions.Licence?
  /// Who publishes the dataset and is cited as its author, if it is said.
  public let publisher: String?
  /// How right the program was measured to be, if it is known.
  public let accuracy: AccuracyTable?
  /// The name of the version; derived from the content where none is given.
  public let version: String?
  /// Whether CSV files begin with a byte order mark.
  public let csvByteOrderMark: Bool
  /// The formats to write; CSV is always among them.
  public let formats: Set<ReleaseFormat>

  /// Creates options. Throws where the dataset's or the version's name cannot be the name of a folder.
  public init(
    dataset: String, title: String, description: String, licence: ReleaseOptions.Licence? = nil,
    publisher: String? = nil, accuracy: AccuracyTable? = nil, version: String? = nil, csvByteOrderMark: Bool = true,
    formats: Set<ReleaseFormat> = [.csv, .json]
  ) throws(ReleaseOptionsError) {
    guard ReleaseOptions.isFolderName(dataset), dataset == dataset.lowercased() else {
      throw ReleaseOptionsError(
        message: "the dataset name `\(dataset)` must be lower-case letters, digits, `.`, `_`, `-`")
    }
    if let version, !ReleaseOptions.isFolderName(version) || version == "latest" {
      throw ReleaseOptionsError(
        message: "the version name `\(version)` must be letters, digits, `.`, `_`, `-`, and not `latest`")
    }
    self.dataset = dataset
    self.title = title
    self.description = description
    self.licence = licence
    self.publisher = publisher
    self.accuracy = accuracy
    self.version = version
    self.csvByteOrderMark = csvByteOrderMark
    self.formats = formats.union([.csv])
  }

  private static func isFolderName(_ name: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    guard let first = name.utf8.first, isAlphanumeric(first), name.utf8.count <= 100 else { return false }
    return name.utf8.allSatisfy { isAlphanumeric($0) || [0x2D, 0x2E, 0x5F].contains($0) }
  }
}

/// What is wrong with a release's options.
public struct ReleaseOptionsError: Error, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  /// The message.
  public var description: String { message }
}
