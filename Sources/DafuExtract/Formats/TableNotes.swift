/// Finds the caption and the unit note that stand above a data table.
enum TableNotes {
  /// Marks the blocks above each table that are its caption or unit note.
  static func attach(to reading: inout Reading) {
    for index in reading.blocks.indices {
      guard case .tableRow(_, let row) = reading.blocks[index].role, isFirstRow(index, row, reading.blocks) else {
        continue
      }
      var above = index - 1
      while above >= 0, index - above <= 3, reading.blocks[above].role != .caption, isNote(reading.blocks[above]) {
        reading.blocks[above].role = .caption
        above -= 1
      }
    }
  }

  private static func isFirstRow(_ index: Int, _ row: Int, _ blocks: [SourceBlock]) -> Bool {
    guard index > 0, case .tableRow(_, let before) = blocks[index - 1].role else { return true }
    return before >= row
  }

  private static func isNote(_ block: SourceBlock) -> Bool {
    switch block.role {
    case .text, .heading, .stated(.paragraph), .stated(.heading): break
    default: return false
    }
    let line = Line(block.text.bytes, limit: 400).squashed
    guard line.count <= 60, let last = line.last, !Mark.sentenceEnd.contains(last), last != 0xFF1B,
      Numbering(line) == nil
    else { return false }
    if isUnitNote(line) { return true }
    if line.hasPrefix(anyOf: ["表", "附表", "（表", "图表"]), line.count >= 3 { return true }
    // 全省新增专项债券发行情况（单位：亿元）
    if Mark.closing.contains(last), line.contains(anyOf: ["（单位：", "(单位:", "（单位:", "(单位："]), line.count <= 40 {
      return true
    }
    return !Mark.colon.contains(last) && line.hasSuffix(anyOf: ["表", "情况", "统计", "一览", "数据", "指标", "明细"])
      && !line.contains(scalar: 0xFF0C)
  }

  static func isUnitNote(_ line: Line) -> Bool {
    line.squashed.hasPrefix(anyOf: [
      "单位：", "单位:", "（单位", "(单位", "计量单位", "金额单位", "（计量单位", "(计量单位", "（金额单位", "(金额单位", "单位（",
    ])
  }
}
