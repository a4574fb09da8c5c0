/// The document's text as `dafu show` prints it, with a map back to the source.
///
/// Blocks (headings, paragraphs, table rows) are separated by one line feed; the cells of a table row by a tab.
/// All offsets in dafu are UTF-8 byte offsets into this text.
public struct NormalizedText: Hashable, Sendable {
  /// A run of bytes that stand together in the text and together in the source.
  public struct Run: Hashable, Sendable, Codable {
    /// Offset of the run's first byte in the normalized text.
    public let start: Int
    /// Offset of the matching byte in the source, after decoding to UTF-8.
    public let source: Int
    /// Length in bytes of the run in the normalized text.
    public let count: Int

    /// Creates a run.
    public init(start: Int, source: Int, count: Int) {
      self.start = start
      self.source = source
      self.count = count
    }
  }

  /// The text, valid UTF-8.
  public let utf8: [UInt8]
  /// Where the text came from, in ascending order of `start`; what no run covers was added by normalization
  /// (separators) or could not be traced.
  public let runs: [Run]

  /// Creates a text.
  public init(utf8: [UInt8], runs: [Run] = []) {
    self.utf8 = utf8
    self.runs = runs
  }

  /// Creates a text from a string, mapped to itself.
  public init(_ string: String) {
    let bytes = Array(string.utf8)
    self.init(utf8: bytes, runs: [Run(start: 0, source: 0, count: bytes.count)])
  }

  /// The bytes of a range as a string. Ranges outside the text are clamped.
  public subscript(range: Range<Int>) -> String {
    String(decoding: utf8[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
  }

  /// The whole text as a string.
  public var string: String { String(decoding: utf8, as: UTF8.self) }

  /// The offset in the decoded source of the byte at `offset`, if it is known.
  public func sourceOffset(of offset: Int) -> Int? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start + runs[middle].count <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count, runs[low].start <= offset else { return nil }
    return runs[low].source + offset - runs[low].start
  }
}

extension NormalizedText: Codable {
  private enum CodingKeys: String, CodingKey { case text, runs }

  /// Reads it from its stage stream form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let flat = try container.decode([Int].self, forKey: .runs)
    guard flat.count % 3 == 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .runs, in: container, debugDescription: "runs come in threes: start, source, count")
    }
    self.init(
      utf8: Array(try container.decode(String.self, forKey: .text).utf8),
      runs: stride(from: 0, to: flat.count, by: 3).map {
        Run(start: flat[$0], source: flat[$0 + 1], count: flat[$0 + 2])
      })
  }

  /// Writes it in its stage stream form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(string, forKey: .text)
    try container.encode(runs.flatMap { [$0.start, $0.source, $0.count] }, forKey: .runs)
  }
}
