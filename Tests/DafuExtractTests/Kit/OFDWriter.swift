/// Writes Open Fixed-layout Documents for tests: text where the test puts it, in millimetres from the upper left corner.
struct OFDWriter {
  /// A page: the objects of its content.
  var pages: [String] = [""]
  var template: String?
  var fonts = "<ofd:Font ID=\"2\" FontName=\"仿宋\"/><ofd:Font ID=\"3\" FontName=\"黑体\"/>"
  var parts: [(name: String, bytes: [UInt8])] = []
  /// Whether the paths begin with `/`, as some producers write them.
  var hasAbsolutePaths = false

  static let size = 5.6
  private static let space = "xmlns:ofd=\"http://www.ofdspec.org/2016\""
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

  /// A line of text, its characters set one beside the other.
  static func line(_ text: String, x: Double, y: Double, font: Int = 2, extra: String = "") -> String {
    let scalars = Array(text.unicodeScalars)
    let steps = scalars.map { $0.value < 0x2000 ? size / 2 : size }
    // The short form: g, how often, how far.
    var delta: [String] = []
    var index = 0
    while index + 1 < steps.count {
      var count = 1
      while index + count + 1 < steps.count, steps[index + count] == steps[index] { count += 1 }
      delta.append(count > 1 ? "g \(count) \(steps[index])" : "\(steps[index])")
      index += count
    }
    return "<ofd:TextObject ID=\"9\" Boundary=\"\(x) \(y) 180 8\" Font=\"\(font)\" Size=\"\(size)\"\(extra)>"
      + "<ofd:FillColor Value=\"0 0 0\"/><ofd:TextCode X=\"0\" Y=\"\(size * 0.86)\""
      + "\(delta.isEmpty ? "" : " DeltaX=\"\(delta.joined(separator: " "))\"")>\(text)</ofd:TextCode></ofd:TextObject>"
  }

  /// A stroke.
  static func stroke(_ x: Double, _ y: Double, width: Double = 0, height: Double = 0) -> String {
    "<ofd:PathObject ID=\"8\" Boundary=\"\(x) \(y) \(max(width, 0.3)) \(max(height, 0.3))\" LineWidth=\"0.3\">"
      + "<ofd:AbbreviatedData>M 0 0 L \(width) \(height)</ofd:AbbreviatedData></ofd:PathObject>"
  }

  /// A letter set in lines of `width` characters: paragraphs indented by two, the title in the middle, pages filled up.
  static func letter(_ paragraphs: [String], width: Int = 28, linesPerPage: Int = 22) -> OFDWriter {
    var lines: [(text: String, x: Double)] = []
    for (number, paragraph) in paragraphs.enumerated() {
      let isFlush = number == 0 || paragraph.hasSuffix("：") && paragraph.count < 12
      var line = ""
      var used = isFlush ? 0.0 : 2.0
      var start = used
      for character in paragraph {
        let step = (character.unicodeScalars.first?.value ?? 0) < 0x2000 ? 0.5 : 1.0
        if used + step > Double(width) {
          lines.append((line, 28 + start * size))
          (line, used, start) = ("", 0, 0)
        }
        line.append(character)
        used += step
      }
      lines.append((line, 28 + start * size))
    }
    var writer = OFDWriter(pages: [])
    for first in stride(from: 0, to: lines.count, by: linesPerPage) {
      var page = ""
      for (place, line) in lines[first..<min(first + linesPerPage, lines.count)].enumerated() {
        page += OFDWriter.line(line.text, x: line.x, y: 37 + Double(place) * 9.8)
      }
      page += OFDWriter.line("— \(writer.pages.count + 1) —", x: 98, y: 275)
      writer.pages.append(page)
    }
    return writer
  }

  var entries: [(name: String, bytes: [UInt8])] {
    let lead = hasAbsolutePaths ? "/Doc_0/" : ""
    func page(_ objects: String) -> String {
      let use = template == nil ? "" : "<ofd:Template TemplateID=\"4\" ZOrder=\"Background\"/>"
      return
        "\(OFDWriter.head)<ofd:Page \(OFDWriter.space)>\(use)<ofd:Content><ofd:Layer ID=\"1\">\(objects)</ofd:Layer>"
        + "</ofd:Content></ofd:Page>"
    }
    let list = pages.indices.map { "<ofd:Page ID=\"\($0 + 10)\" BaseLoc=\"\(lead)Pages/Page_\($0)/Content.xml\"/>" }
    let templates =
      template == nil
      ? "" : "<ofd:TemplatePage ID=\"4\" BaseLoc=\"\(lead)Tpls/Tpl_0/Content.xml\" ZOrder=\"Background\"/>"
    var texts = [
      "OFD.xml":
        "\(OFDWriter.head)<ofd:OFD \(OFDWriter.space) Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo/>"
        + "<ofd:DocRoot>\(hasAbsolutePaths ? "/" : "")Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
      "Doc_0/Document.xml": "\(OFDWriter.head)<ofd:Document \(OFDWriter.space)><ofd:CommonData><ofd:PageArea>"
        + "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        + "\(templates)</ofd:CommonData><ofd:Pages>\(list.joined())</ofd:Pages></ofd:Document>",
      "Doc_0/PublicRes.xml":
        "\(OFDWriter.head)<ofd:Res \(OFDWriter.space)><ofd:Fonts>\(fonts)</ofd:Fonts></ofd:Res>",
    ]
    for (number, objects) in pages.enumerated() { texts["Doc_0/Pages/Page_\(number)/Content.xml"] = page(objects) }
    if let template {
      texts["Doc_0/Tpls/Tpl_0/Content.xml"] =
        "\(OFDWriter.head)<ofd:Page \(OFDWriter.space)><ofd:Content><ofd:Layer ID=\"2\">\(template)</ofd:Layer></ofd:Content></ofd:Page>"
    }
    return texts.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) } + parts
  }

  var bytes: [UInt8] { ZipWriter.stored(entries) }
}
