/// Media types of a release's files, by the extensions of their names.
enum MediaType {
  /// The media type; `application/octet-stream` where the extension says nothing.
  static func ofFile(named name: String) -> String {
    switch fileExtension(of: name) {
    case "csv": "text/csv"
    case "json": "application/json"
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case "sqlite": "application/vnd.sqlite3"
    case "xml": "application/xml"
    case "html": "text/html"
    case "md": "text/markdown"
    case "cff": "application/yaml"
    case "txt", "": "text/plain"
    default: "application/octet-stream"
    }
  }

  /// Whether files of that name hold UTF-8 text.
  static func isText(_ name: String) -> Bool {
    !["xlsx", "sqlite"].contains(fileExtension(of: name)) && ofFile(named: name) != "application/octet-stream"
  }

  /// What stands after the last point of the file's name, in lower case.
  static func fileExtension(of name: String) -> String {
    let last = name.split(separator: "/").last ?? ""
    guard let point = last.lastIndex(of: "."), point != last.startIndex else { return "" }
    return last[last.index(after: point)...].lowercased()
  }
}
