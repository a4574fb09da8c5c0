/// A placement on a page (CTM, GB/T 33190 7.5): x' = ax + cy + e, y' = bx + dy + f, in millimetres.
struct OFDTransform {
  var a = 1.0
  var b = 0.0
  var c = 0.0
  var d = 1.0
  var e = 0.0
  var f = 0.0

  /// Reads six numbers; nothing is moved where they are not six.
  init(_ text: String?) {
    let numbers = OFDNumbers.read(text)
    guard numbers.count == 6 else { return }
    (a, b, c, d, e, f) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
  }

  func apply(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (a * x + c * y + e, b * x + d * y + f) }

  /// Whether text so placed is level and upright, or nearly.
  var isLevel: Bool { a > 0 && d > 0 && abs(b) < a / 10 && abs(c) < d / 10 }
}

/// Lists of numbers in attributes.
enum OFDNumbers {
  /// The numbers of a text, those that are none left out.
  static func read(_ text: String?) -> [Double] {
    guard let text else { return [] }
    return text.split(whereSeparator: { $0 == " " || $0 == "," || $0.isNewline || $0 == "\t" }).compactMap {
      number($0)
    }
  }

  static func number(_ text: some StringProtocol) -> Double? {
    guard text.utf8.count <= 24, let value = Double(text), value.isFinite, abs(value) < 1e6 else { return nil }
    return value
  }

  /// The distances of DeltaX and DeltaY, `g N v` written out: N times v. At most `limit` of them.
  static func distances(_ text: String?, limit: Int) -> [Double] {
    guard let text else { return [] }
    var out: [Double] = []
    var parts = text.split(whereSeparator: { $0 == " " || $0.isNewline || $0 == "\t" || $0 == "," })[...]
    while let part = parts.popFirst(), out.count < limit {
      if part == "g" || part == "G" {
        guard let count = parts.popFirst().flatMap({ Int($0) }), let value = parts.popFirst().flatMap({ number($0) })
        else {
          break
        }
        out += repeatElement(value, count: min(max(count, 0), limit - out.count))
      } else if let value = number(part) {
        out.append(value)
      }
    }
    return out
  }

  /// Millimetres as hundredths of a point.
  static func layout(_ millimetres: Double) -> Int {
    Int(min(max(millimetres, -100_000), 100_000) * 7200 / 25.4)
  }
}
