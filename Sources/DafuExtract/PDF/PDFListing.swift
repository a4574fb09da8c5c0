import DafuModel

/// What `dafu-pdf` prints, read back: the pages of a document with their characters and rules.
struct PDFListing {
  private(set) var pages: [LayoutPage] = []
  private var isComplete = false

  /// Reads a listing; throws what the program says of the document, or `malformed` where the listing is cut off.
  init(_ output: [UInt8]) throws(ReadFailure) {
    var lines = output.split(separator: 0x0A)[...]
    guard let first = lines.popFirst(), first.elementsEqual("dafu-pdf 1".utf8) else {
      throw ReadFailure(.missingTool, "The dafu-pdf beside this program is of another version; install both together.")
    }
    for line in lines { try read(line) }
    guard isComplete, !pages.isEmpty else {
      throw ReadFailure(.malformed, "The PDF could not be read to its end.")
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>) throws(ReadFailure) {
    switch line.first {
    case UInt8(ascii: "g"):
      let numbers = PDFListing.numbers(line.dropFirst(2), hexadecimal: 4)
      guard numbers.count == 6, let last = pages.indices.last else { return }
      pages[last].glyphs.append(
        Glyph(
          left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3],
          scalar: Unicode.Scalar(UInt32(clamping: numbers[4]))?.value ?? 0xFFFD, isBold: numbers[5] == 1))
    case UInt8(ascii: "r"):
      let numbers = PDFListing.numbers(line.dropFirst(2))
      guard numbers.count == 4, let last = pages.indices.last else { return }
      pages[last].rules.append(Rule(left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3]))
    default:
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      switch words.first {
      case "page":
        let numbers = words.dropFirst().compactMap { Int($0) }
        guard numbers.count == 3 else { return }
        pages.append(LayoutPage(width: numbers[0], height: numbers[1], images: min(max(numbers[2], 0), 1 << 20)))
      case "end": isComplete = true
      case "error": throw PDFListing.failure(words.dropFirst().first.map(String.init) ?? "")
      default: break
      }
    }
  }

  /// What a reason of the program means.
  static func failure(_ reason: String) -> ReadFailure {
    switch reason {
    case "encrypted": ReadFailure(.encrypted, "The PDF is protected with a password; publish it without.")
    case "script":
      ReadFailure(.activeContent, "The PDF runs scripts or starts programs; ask for a plain form of the document.")
    case "pages": ReadFailure(.tooLarge, "It has more than 2000 pages; no reply is that long.")
    case "large": ReadFailure(.tooLarge, "The picture has more dots than a scanner's or a telephone's.")
    default: ReadFailure(.malformed, "The file is damaged or cut off.")
    }
  }

  /// Whole numbers between spaces; the one at place `hexadecimal` is written in that base.
  private static func numbers(_ line: ArraySlice<UInt8>, hexadecimal: Int = -1) -> [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(6)
    var value = 0
    var isNegative = false
    var isOpen = false
    for byte in line {
      let base = numbers.count == hexadecimal ? 16 : 10
      switch byte {
      case 0x20:
        if isOpen { numbers.append(isNegative ? -value : value) }
        (value, isNegative, isOpen) = (0, false, false)
      case UInt8(ascii: "-"): isNegative = true
      case 0x30...0x39: (value, isOpen) = (min(value * base + Int(byte) - 0x30, 1 << 40), true)
      case 0x61...0x66: (value, isOpen) = (min(value * base + Int(byte) - 0x57, 1 << 40), true)
      default: return []
      }
    }
    if isOpen { numbers.append(isNegative ? -value : value) }
    return numbers
  }
}
