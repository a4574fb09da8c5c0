/// Hanyu Pinyin of Chinese names, for codes that people can read.
///
/// Character by character and without tones, but for a few words of the field in which a character has its rarer
/// reading (银行, 重庆); the same name gives the same letters on every machine.
public enum Pinyin {
  /// The name in lower-case ASCII letters and digits: `沪科专贷` is `hukezhuandai`. ASCII and full-width letters and
  /// digits stay; everything without a known reading is dropped.
  public static func letters(of name: String) -> String {
    var result = ""
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if let character = asciiLetterOrDigit(scalar) {
        result.append(Character(character))
      } else if let reading = rarerReadings[scalar]?.first(where: { reading in
        let other = index + reading.offset
        return scalars.indices.contains(other) && reading.besides.contains(scalars[other])
      }) {
        result += reading.syllable
      } else if let syllable = readings[scalar.value] {
        result += syllable
      }
    }
    return result
  }

  /// The code of a name that no list holds: `x-<pinyin>-<four hexadecimal digits>`.
  ///
  /// The digits come from the name itself (FNV-1a), so that homophones (惠农贷 and 汇农贷) have codes of their own and
  /// the code never depends on what else a document or a release holds.
  public static func code(forDiscovered name: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let folded = UInt16(truncatingIfNeeded: hash ^ (hash >> 16))
    let digits = String(folded, radix: 16)
    let padding = String(repeating: "0", count: 4 - digits.utf8.count)
    return "x-" + letters(of: name) + "-" + padding + digits
  }

  private static func asciiLetterOrDigit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    var value = scalar.value
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    switch value {
    case 0x30...0x39, 0x61...0x7A: return Unicode.Scalar(value)
    case 0x41...0x5A: return Unicode.Scalar(value + 0x20)
    default: return nil
    }
  }

  private struct RarerReading: Sendable {
    let syllable: String
    /// Where the character stands that calls for this reading: -1 before, 1 behind.
    let offset: Int
    let besides: Set<Unicode.Scalar>
  }

  private static let rarerReadings: [Unicode.Scalar: [RarerReading]] = [
    "行": [
      RarerReading(syllable: "hang", offset: -1, besides: ["银", "分", "支", "总", "央", "农", "工", "建", "人", "本", "我"]),
      RarerReading(syllable: "hang", offset: 1, besides: ["业"]),
    ],
    "重": [RarerReading(syllable: "chong", offset: 1, besides: ["庆", "组", "新", "启", "建", "整"])],
    "长": [RarerReading(syllable: "zhang", offset: -1, besides: ["增", "成", "局", "厅", "部", "行", "市", "省"])],
    "都": [RarerReading(syllable: "du", offset: -1, besides: ["成", "首"])],
  ]

  /// The syllables, and the place of each ideograph's among them, from 0 for none; the few characters of other blocks lie
  /// apart.
  private struct Readings: Sendable {
    var syllables: [String] = [""]
    var ideographs = [UInt16](repeating: 0, count: 0x5200)
    var others: [UInt32: UInt16] = [:]

    subscript(scalar: UInt32) -> String? {
      let place = scalar &- 0x4E00 < 0x5200 ? ideographs[Int(scalar - 0x4E00)] : others[scalar] ?? 0
      return place == 0 ? nil : syllables[Int(place)]
    }
  }

  private static let readings: Readings = {
    var readings = Readings()
    for line in PinyinTable.lines.utf8.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: " "))
      guard parts.count == 2, let syllable = String(parts[0]), let characters = String(parts[1]) else { continue }
      let place = UInt16(readings.syllables.count)
      readings.syllables.append(syllable)
      for scalar in characters.unicodeScalars {
        if scalar.value &- 0x4E00 < 0x5200 {
          readings.ideographs[Int(scalar.value - 0x4E00)] = place
        } else {
          readings.others[scalar.value] = place
        }
      }
    }
    return readings
  }()
}
