import DafuCodelists

/// An administrative area.
public struct Area: Hashable, Sendable {
  /// GB/T 2260 code; 000000 the country, for which the standard has none.
  public let code: String
  /// The official name; of a district with its city: 深圳市南山区.
  public let name: String
  /// The name without what says the kind of area: 湖北, 延边.
  public let short: String
  /// What kind of area it is.
  public let level: AreaLevel
  /// The area above; nil for the country.
  public let parent: String?

  /// The country.
  public static let country = Area(code: "000000", name: "中国", short: "中国", level: .country, parent: nil)
}

/// A place named in a text.
public struct AreaMention: Hashable, Sendable {
  /// Where the name stands, in UTF-8 bytes.
  public let range: Range<Int>
  /// The name as written: 三明市, 全省.
  public let name: String
}
