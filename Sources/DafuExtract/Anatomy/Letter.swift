import DafuModel

/// A reply taken apart: its blocks with their part in the anatomy, and the lines that its metadata are read from.
struct Letter: Sendable {
  /// A block and what it is.
  struct Part: Sendable {
    var kind: Block.Kind
    var text: MappedText
    var level = 0
    var table: (table: Int, row: Int)?
  }

  var parts: [Part] = []
  var title: Line?
  var letterhead: Line?
  var documentNumber: String?
  var note = NoteLine.Content()
  var salutation: Line?
  /// The opening and the paragraphs up to 答复如下.
  var opening: [Line] = []
  var signers: [Line] = []
  var signed: CivilDate?
  var hints: [MetadataHint] = []
  var findings: [Finding] = []

  /// Whether the body has so many Han characters.
  func hasBody(ofHan floor: Int) -> Bool {
    var sum = 0
    for part in parts where sum < floor {
      switch part.kind {
      case .paragraph, .heading, .tableRow, .caption: sum += part.text.bytes.hanCount
      default: break
      }
    }
    return sum >= floor
  }
}
