import DafuModel

/// What holds of every document that is read, whatever the input was. The tests of DafuExtract hold the same.
enum DocumentProperties {
  /// The first property that does not hold; nil if all do.
  static func fault(in document: ReplyDocument) -> String? {
    let text = Text(document.text)
    if String(validating: document.text.utf8, as: UTF8.self) == nil { return "text is not UTF-8" }
    return blockFault(document.blocks, text) ?? tableFault(document.tables, text) ?? runFault(document.text)
  }

  private struct Text {
    let bytes: [UInt8]
    init(_ text: NormalizedText) { bytes = text.utf8 }

    func isBoundary(_ offset: Int) -> Bool {
      offset >= 0 && offset <= bytes.count && (offset == bytes.count || bytes[offset] & 0xC0 != 0x80)
    }
    func cuts(_ range: Range<Int>) -> Bool { isBoundary(range.lowerBound) && isBoundary(range.upperBound) }
  }

  private static func blockFault(_ blocks: [Block], _ text: Text) -> String? {
    var end = 0
    for block in blocks {
      guard text.cuts(block.range) else { return "block \(block.range) is off the characters" }
      guard block.range.lowerBound >= end else { return "block \(block.range) begins before \(end)" }
      end = block.range.upperBound
      guard (block.kind == .paragraph) == !block.sentences.isEmpty else { return "sentences of \(block.kind)" }
      var sentenceEnd = block.range.lowerBound
      for sentence in block.sentences {
        guard text.cuts(sentence), sentence.lowerBound >= sentenceEnd, sentence.upperBound <= end else {
          return "sentence \(sentence) in block \(block.range)"
        }
        sentenceEnd = sentence.upperBound
      }
    }
    return nil
  }

  private static func tableFault(_ tables: [DataTable], _ text: Text) -> String? {
    for table in tables {
      guard Set(table.rows.map(\.count)).count == 1 else { return "rows of a table differ in length" }
      guard table.headerRows <= table.rows.count else { return "more header rows than rows" }
      for range in table.rows.flatMap({ $0.map(\.range) }) + [table.caption, table.unitNote].compactMap({ $0 })
      where !text.cuts(range) {
        return "table range \(range) is off the characters"
      }
    }
    return nil
  }

  private static func runFault(_ text: NormalizedText) -> String? {
    var end = 0
    for run in text.runs {
      guard run.start >= end, run.count > 0, run.source >= 0, run.start + run.count <= text.utf8.count else {
        return "run \(run) after \(end)"
      }
      end = run.start + run.count
    }
    return nil
  }
}
