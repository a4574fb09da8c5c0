import Testing

@testable import DafuExtract

/// The tree of a page, written as its elements with their content in brackets; text in quotation marks.
@Suite struct HTMLParserTests {
  private func outline(_ page: String) throws -> String {
    let tree = try HTMLParser.parse(MappedText(source: Array(page.utf8)), tagLimit: 1000).tree
    func nodes(_ range: Range<Int>) -> String {
      var parts: [String] = []
      var index = range.lowerBound
      while index < range.upperBound {
        if tree.nodes[index].isText {
          parts.append("'" + String(decoding: tree.text.bytes[tree.textRange(index)], as: UTF8.self) + "'")
        } else {
          let inner = nodes((index + 1)..<tree.end(index))
          parts.append(tree.name(index) + (inner.isEmpty ? "" : "(" + inner + ")"))
        }
        index = tree.end(index)
      }
      return parts.joined(separator: " ")
    }
    return nodes(0..<tree.nodes.count)
  }

  @Test(arguments: [
    ("文", "html(body(p('文')))"),
    (" <p>文", "html(body(p('文')))"),
    ("<title>题</title><p>文", "html(head(title('题')) body(p('文')))"),
    ("<meta name=a><div>文</div>", "html(head(meta) body(div('文')))"),
    ("<html>\n<body>\n<p>文</p>", "html('\n' body('\n' p('文')))"),
    ("<b>文</b>", "html(body(b('文')))"),
  ])
  func whatAPageLeavesOut(_ page: String, _ tree: String) throws {
    #expect(try outline(page) == tree)
  }

  @Test(arguments: [
    ("<p>一<p>二", "p('一') p('二')"),
    ("<ul><li>一<li>二</ul>三", "ul(li('一') li('二')) '三'"),
    ("<table><tr><td>一<td>二<tr><td>三</table>", "table(tr(td('一') td('二')) tr(td('三')))"),
    ("<p>一<div>二</div></p>三", "p('一') div('二') '三'"),
    ("<div><b>一</div>二", "div(b('一')) '二'"),
    ("<b>一<p>二</b>", "b('一') p('二')"),
    ("<table><tr><td><div>一</td></tr></table>二", "table(tr(td(div('一')))) '二'"),
    ("<div><span>一</div></span>二", "div(span('一')) '二'"),
    // No end tag of an inline element closes a cell.
    ("<b><table><tr><td>一</b>二</td></tr></table>", "b(table(tr(td('一二'))))"),
    ("<br>一</br><hr/>二", "br '一' hr '二'"), ("<div/>一", "div '一'"), ("</p>一</i>", "'一'"),
    ("<x-y>一</X-Y>二", "x-y('一') '二'"),
  ])
  func whatEndsWhat(_ body: String, _ tree: String) throws {
    #expect(try outline("<html><body>" + body) == "html(body(" + tree + "))")
  }

  @Test(arguments: [
    ("一<!-- 二 -->三", "'一三'"), ("一<!-- 二", "'一'"), ("一<script>if (a<b) '</p>'</script>二", "'一二'"),
    ("一<style>p>b{}</STYLE >二", "'一二'"), ("一<script>二", "'一'"), ("一<svg/>二", "'一二'"),
    ("一<o:p>二</o:p>三", "'一二三'"), ("<font color=red>一</font>二<img src='>'>三", "'一二三'"),
    ("一</body></html>二", "'一二'"), ("一<body class=x>二<html>三", "'一二三'"), ("一<?php echo ?>二", "'一二'"),
    ("一<!DOCTYPE html>二", "'一二'"), ("一<![CDATA[二]]>三", "'一二三'"), ("一\u{0C}二", "'一二'"),
  ])
  func whatIsNoText(_ body: String, _ tree: String) throws {
    #expect(try outline("<html><body>" + body) == "html(body(" + tree + "))")
  }

  @Test(arguments: [
    ("a < b", "'a < b'"), ("1<2", "'1<2'"), ("<中文>", "'<中文>'"), ("一</ 二", "'一 二'"), ("一<", "'一<'"),
    ("&lt;p&gt;&amp;&nbsp;", "'<p>&\u{A0}'"), ("&ldquo;一&rdquo;", "'“一”'"), ("&#20013;&#x6587;&#65", "'中文A'"),
    ("&nbsp", "'&nbsp'"), ("&bogus;&", "'&bogus;&'"), ("一&#0;二&#xD800;三&#x110000;四", "'一二三四'"),
    ("R&D支出", "'R&D支出'"),
  ])
  func whatIsText(_ body: String, _ tree: String) throws {
    #expect(try outline("<html><body>" + body) == "html(body(" + tree + "))")
  }

  @Test func referencesPointToTheirPlace() throws {
    let page = "<html><body>一&nbsp;二&bogus;三"
    let text = try HTMLParser.parse(MappedText(source: Array(page.utf8)), tagLimit: 100).tree.text
    for piece in ["一", "二", "三", "bogus;"] {
      let place = try #require(ByteSearch.firstIndex(of: Array(piece.utf8), in: text.bytes[...], from: 0))
      let source = ByteSearch.firstIndex(of: Array(piece.utf8), in: Array(page.utf8)[...], from: 0)
      #expect(text.source(of: place) == source)
    }
    #expect(text.source(of: 3) == "<html><body>一".utf8.count)
  }

  private static let attributes: [(String, ElementTraits)] = [
    ("<div style='DISPLAY : none'>", ElementTraits.hidden), ("<div style=\"color:red;visibility:hidden\">", .hidden),
    ("<div hidden=hidden>", .hidden), ("<div style=font-weight:bold>", .bold),
    ("<p style='white-space: pre-wrap'>", .keepsLines),
    ("<div class=\"box footer\">", .boilerplate), ("<DIV ID=Nav>", .boilerplate),
    ("<div class='a-nav_b'>", .boilerplate),
    ("<div class='中文 nav'>", .boilerplate), ("<div role=navigation>", .boilerplate), ("<a href=/x>", .link),
    ("<div class='n&#97;v'>", .boilerplate), ("<div class=navigator>", []), ("<div class=x class=nav>", []),
    ("<div style='display:inline'>", []), ("<div data-style='display:none'>", []),
    ("<div title='a>b' style='display:block'>", .block),
    ("<div /x/ \"noise\" style='display:block'>", .block), ("<span href=/x>", []),
  ]

  @Test(arguments: attributes)
  func whatAttributesSay(_ tag: String, _ traits: ElementTraits) throws {
    let tree = try HTMLParser.parse(MappedText(source: Array(("<html><body>" + tag + "文").utf8)), tagLimit: 100).tree
    #expect(tree.nodes[2].traits == traits)
    #expect(tree.nodes.last?.isText == true)
  }

  @Test func aQuotationThatNeverEnds() throws {
    #expect(try outline("<html><body><p title=\"一>二</p><p>三") == "html(body(p('二') p('三')))")
  }

  @Test func linkedDataIsKept() throws {
    let page = "<script type=\"application/ld+json\">{\"a\": 1}</script><script>{}</script>文"
    let data = try HTMLParser.parse(MappedText(source: Array(page.utf8)), tagLimit: 100).linkedData
    #expect(data.map { String(decoding: $0, as: UTF8.self) } == ["{\"a\": 1}"])
  }
}
