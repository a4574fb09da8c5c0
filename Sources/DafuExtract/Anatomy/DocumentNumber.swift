/// 发文字号: the issuing body's short name, the year in brackets, and a running number (GB/T 9704).
enum DocumentNumber {
  /// A number found in a line.
  struct Found: Sendable {
    /// With 〔〕 and without spaces.
    let normalized: String
    let range: Range<Int>
  }

  /// The first document number in a line.
  static func find(in line: Line) -> Found? {
    guard mayHold.contains(where: { line.marks.mayHold($0) }) else { return nil }
    let half = line.halfWidth.scalars
    for open in half.indices where openings.contains(half[open]) {
      guard let found = number(half, line: line, bracket: open) else { continue }
      return found
    }
    return nil
  }

  private static func number(_ half: LineScalars, line: Line, bracket open: Int) -> Found? {
    var index = open + 1
    var year: [UInt32] = []
    while index < half.count, year.count < 5 {
      if Scalars.isSpace(half[index]) {
        index += 1
      } else if (0x30...0x39).contains(half[index]) {
        year.append(half[index])
        index += 1
      } else {
        break
      }
    }
    guard year.count == 4, year[0] == 0x31 || year[0] == 0x32 else { return nil }
    if index < half.count, half[index] == 0x5E74 { index += 1 }
    guard index < half.count, isClosing(half[index]) else { return nil }
    index += 1
    var running: [UInt32] = []
    while index < half.count {
      let scalar = half[index]
      if Scalars.isSpace(scalar) {
        index += 1
      } else if (0x30...0x39).contains(scalar) || scalar == 0x7B2C && running.isEmpty || scalar == 0x2D {
        if scalar != 0x7B2C { running.append(scalar) }
        index += 1
      } else {
        break
      }
    }
    guard index < half.count, half[index] == 0x53F7, !running.isEmpty, running.count <= 7 else { return nil }
    var start = open
    while start > 0, Scalars.isSpace(half[start - 1]) { start -= 1 }
    let nameEnd = start
    while start > 0, Scalars.isHan(half[start - 1]) || Scalars.isLatin(half[start - 1]), nameEnd - start < 20 {
      start -= 1
    }
    let name = Line(half[start..<nameEnd])
    guard name.count >= 2, !name.hasSuffix("类") else { return nil }
    let text = name.description + "〔" + Line(year).description + "〕" + Line(running).description + "号"
    return Found(normalized: text, range: start..<(index + 1))
  }

  private static let openings: ScalarSet = [0x3014, 0x5B, 0x28, 0x3010, 0x2772, 0xFE5D, 0x3016, 0xFF3B]
  /// The same, and what is one of them in full width.
  private static let mayHold: [UInt32] = [0x3014, 0x5B, 0x28, 0x3010, 0x2772, 0xFE5D, 0x3016, 0xFF3B, 0xFF08]

  private static func isClosing(_ scalar: UInt32) -> Bool {
    [0x3015, 0x5D, 0x29, 0x3011, 0x2773, 0xFE5E, 0x3017, 0xFF3D].contains(scalar)
  }
}
