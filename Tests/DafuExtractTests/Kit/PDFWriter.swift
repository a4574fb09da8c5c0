import Foundation

@testable import DafuExtract

/// Writes PDF for tests: text with a font that is not embedded but maps its codes to Unicode, strokes, and trouble.
struct PDFWriter {
  /// The content streams of the pages.
  var pages: [String] = []
  var hasMap = true
  /// Further entries of the catalogue.
  var catalogue = ""
  /// Further entries of the trailer.
  var trailer = ""

  /// A line of text; from the upper left corner of an A4 page, in points.
  static func line(_ text: String, x: Double, y: Double, size: Double = 16) -> String {
    let codes = text.utf16.map { unit in
      let hexadecimal = String(unit, radix: 16)
      return String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    }
    return "BT /F1 \(size) Tf 1 0 0 1 \(x) \(842 - y - size) Tm <\(codes.joined())> Tj ET\n"
  }

  static func stroke(_ x: Double, _ y: Double, width: Double = 0, height: Double = 0) -> String {
    "1 w \(x) \(842 - y) m \(x + width) \(842 - y - height) l S\n"
  }

  /// A letter of one line a paragraph where it fits, else of lines of `width` ideographs.
  static func letter(_ paragraphs: [String], width: Int = 27) -> PDFWriter {
    var page = ""
    var y = 80.0
    for (number, paragraph) in paragraphs.enumerated() {
      var rest = Array(paragraph)[...]
      var indent = number == 0 || paragraph.hasSuffix("：") && paragraph.count < 12 ? 0 : 2
      while !rest.isEmpty {
        let piece = rest.prefix(width - indent)
        rest = rest.dropFirst(piece.count)
        page += line(String(piece), x: 80 + Double(indent) * 16, y: y)
        y += 28
        indent = 0
      }
    }
    return PDFWriter(pages: [page])
  }

  var bytes: [UInt8] {
    var objects: [String] = [
      "<< /Type /Catalog /Pages 2 0 R \(catalogue) >>",
      "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(6 + 2 * $0) 0 R" }.joined(separator: " "))] >>",
      "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] "
        + "\(hasMap ? "/ToUnicode 5 0 R" : "") >>",
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        + "/Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 "
        + "/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>",
    ]
    let map = """
      /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def
      1 begincodespacerange <0000> <FFFF> endcodespacerange
      \((0..<256).map { high in
        let lead = (high < 16 ? "0" : "") + String(high, radix: 16)
        return "1 beginbfrange <\(lead)00> <\(lead)ff> <\(lead)00> endbfrange"
      }.joined(separator: "\n"))
      endcmap end end
      """
    objects.append("<< /Length \(map.utf8.count) >>\nstream\n\(map)\nendstream")
    for (number, page) in pages.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents \(7 + 2 * number) 0 R >>"
      )
      objects.append("<< /Length \(page.utf8.count) >>\nstream\n\(page)endstream")
    }
    var out = "%PDF-1.7\n"
    var places: [Int] = []
    for (number, object) in objects.enumerated() {
      places.append(out.utf8.count)
      out += "\(number + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = out.utf8.count
    out += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places {
      let digits = String(place)
      out += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    out += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(out.utf8)
  }

  /// Where the build put the reader of PDF: beside the tests.
  static let tool: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let bundles = CommandLine.arguments.compactMap { argument -> String? in
      argument.range(of: ".xctest").map { _ in URL(fileURLWithPath: argument).deletingLastPathComponent().path }
    }
    return (bundles + ["\(root)/.build/debug", "\(root)/.build/release"]).map { $0 + "/dafu-pdf" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()
}
