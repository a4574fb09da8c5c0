/// Reads plain text, also as converted from PDF.
struct TextReader: FormatReader {
  /// More lines than this are no reply.
  var lineLimit = 200_000

  func read(_ source: MappedText) throws(ReadFailure) -> Reading {
    try SourceLines.require(source, atMost: lineLimit)
    return ProseAssembler.reading(of: SourceLines.split(source).map(proseLine))
  }

  private func proseLine(_ raw: MappedText) -> ProseLine {
    if raw.bytes == [0x0C] { return ProseLine(text: MappedText(), role: .page) }
    // Cells apart by tabs are a row of a table.
    let cells = raw.bytes.split(separator: 0x09, omittingEmptySubsequences: false)
    if cells.count >= 3, cells.dropFirst().contains(where: { !$0.isEmpty }), !cells[0].isEmpty {
      var start = 0
      var pieces: [SpaceNormalizer.Piece] = []
      for cell in cells {
        pieces.append(SpaceNormalizer.block(raw.slice(start..<(start + cell.count))))
        start += cell.count + 1
      }
      if pieces.count(where: { !$0.text.isEmpty }) >= 2 {
        return ProseLine(text: SpaceNormalizer.oneLine(raw), role: .tableRow, cells: pieces)
      }
    }
    let piece = SpaceNormalizer.block(raw)
    return ProseLine(text: piece.text, indent: piece.indent, role: piece.text.isEmpty ? .blank : .text)
  }
}

/// Cuts a source into lines; a form feed is a line of its own.
enum SourceLines {
  /// Throws where a source has more lines than the limit.
  static func require(_ source: MappedText, atMost limit: Int) throws(ReadFailure) {
    guard source.bytes.count(where: { $0 == 0x0A || $0 == 0x0C || $0 == 0x0D }) <= limit else {
      throw ReadFailure(.tooLarge, "The text has more than \(limit) lines.")
    }
  }

  static func split(_ source: MappedText) -> [MappedText] {
    var lines: [MappedText] = []
    var start = 0
    for index in 0..<source.count {
      let byte = source.bytes[index]
      guard
        byte == 0x0A || byte == 0x0C || byte == 0x0D && !(index + 1 < source.count && source.bytes[index + 1] == 0x0A)
      else { continue }
      lines.append(source.slice(start..<index))
      if byte == 0x0C { lines.append(source.slice(index..<(index + 1))) }
      start = index + 1
    }
    lines.append(source.slice(start..<source.count))
    return lines
  }
}
