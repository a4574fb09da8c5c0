/// How the scorer compares names: byte by byte, without spaces and quotation marks, joint names as sets.
enum Names {
  private static let ignored = Set(" \u{3000}“”\"'‘’「」《》".unicodeScalars)

  /// A name without spaces and quotation marks.
  static func bare(_ name: String) -> ExactText {
    var scalars = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !ignored.contains(scalar) { scalars.append(scalar) }
    return ExactText(String(scalars))
  }

  /// The parts of a joint name.
  static func parts(_ bare: ExactText) -> Set<ExactText> {
    Set(split(bare.text, "+").map(ExactText.init))
  }

  /// Whether two names, or two joint names as sets, are the same.
  static func alike(_ left: String, _ right: String) -> Bool { parts(bare(left)) == parts(bare(right)) }

  /// The parts between separators, empty ones kept.
  static func split(_ text: String, _ separator: Unicode.Scalar) -> [String] {
    text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
  }

  /// A text without white space at its ends (Unicode's, and the separators U+001C to U+001F).
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}

/// A text that equals another only where the code points are the same; Swift's strings equal their canonical
/// equivalents too.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) { for byte in text.utf8 { hasher.combine(byte) } }
}

/// The names that are one instrument's alone, by its code.
struct InstrumentNames {
  private var byCode: [String: Set<ExactText>] = [:]

  /// Reads them from the rows of a release's `instruments`; a name that two codes claim is neither's.
  init(_ rows: [[String: String]]) {
    var claims: [ExactText: Set<String>] = [:]
    for row in rows {
      for name in [row["name"] ?? ""] + Names.split(row["aliases"] ?? "", "|") {
        let bare = Names.bare(name)
        if !bare.text.isEmpty { claims[bare, default: []].insert(row["code"] ?? "") }
      }
    }
    for (name, codes) in claims where codes.count == 1 {
      for code in codes { byCode[code, default: []].insert(name) }
    }
  }

  /// Whether every part of the wanted joint name is a name of one part that was said, and the other way round.
  func matches(_ wanted: String, code: String, name: String) -> Bool {
    let codes = Names.split(code, "+")
    let names = Names.split(name, "+")
    guard codes.count == names.count else { return Names.alike(wanted, name) }
    let parts = zip(codes, names).map { code, name in
      Set(([Names.bare(name)] + (byCode[code] ?? [])).map { InstrumentNames.withPlainPlus($0) })
    }
    let bare = Names.bare(wanted)
    if parts.count == 1, parts[0].contains(bare) { return true }
    let wantedParts = Names.parts(bare)
    return wantedParts.allSatisfy { part in parts.contains { $0.contains(part) } }
      && parts.allSatisfy { !$0.isDisjoint(with: wantedParts) }
  }

  private static func withPlainPlus(_ name: ExactText) -> ExactText {
    var scalars = String.UnicodeScalarView()
    for scalar in name.text.unicodeScalars { scalars.append(scalar == "＋" ? "+" : scalar) }
    return ExactText(String(scalars))
  }
}
