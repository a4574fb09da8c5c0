/// Links to documents rather than to pages, by what the path ends with.
enum LinkedFile {
  private static let endings = ["pdf", "doc", "docx", "ofd", "xls", "xlsx", "wps", "zip", "rar"].map {
    Array(".\($0)".utf8)
  }

  /// Whether the path of a link, without what follows a question mark, ends as documents do; in any case of letters.
  static func matches(_ href: UnsafeBufferPointer<UInt8>) -> Bool {
    let question = UInt8(ascii: "?")
    var start = 0
    while start < href.count, href[start] == question { start += 1 }
    var end = start
    while end < href.count, href[end] != question { end += 1 }
    guard end - start >= 4 else { return false }
    // Nearly all links end as pages do.
    switch ByteSearch.lower(href[end - 1]) {
    case UInt8(ascii: "f"), UInt8(ascii: "c"), UInt8(ascii: "x"), UInt8(ascii: "d"), UInt8(ascii: "s"),
      UInt8(ascii: "p"), UInt8(ascii: "r"):
      break
    default: return false
    }
    return endings.contains { ending in
      end - start >= ending.count
        && href[(end - ending.count)..<end].elementsEqual(ending) { ByteSearch.lower($0) == $1 }
    }
  }
}
