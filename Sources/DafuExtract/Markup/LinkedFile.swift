/// Links to documents rather than to pages, by what the path ends with.
enum LinkedFile {
  private static let endings = ["pdf", "doc", "docx", "ofd", "xls", "xlsx", "wps", "zip", "rar"].map {
    Array(".\($0)".utf8)
  }

  /// Whether the path of a link, without what follows a question mark, ends as documents do; in any case of letters.
  static func matches(_ href: [UInt8]) -> Bool {
    let start = href.firstIndex { $0 != UInt8(ascii: "?") } ?? href.count
    let path = href[start...].prefix { $0 != UInt8(ascii: "?") }
    // A dot four or five bytes before the end; nearly all links fail here.
    guard path.count >= 4, path.suffix(5).contains(UInt8(ascii: ".")) else { return false }
    return endings.contains { ending in
      path.count >= ending.count && path.suffix(ending.count).elementsEqual(ending) { ByteSearch.lower($0) == $1 }
    }
  }
}
