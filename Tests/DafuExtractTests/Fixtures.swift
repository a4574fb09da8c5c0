import DafuModel
import Testing

@testable import DafuExtract

/// Invented replies and short ways to read them.
enum Fixture {
  static let title = "临川市财政局关于市政协五届二次会议第0071号提案的答复"
  static let number = "临财函〔2022〕19号"
  static let opening = "您提出的《关于扶持小微农户的提案》收悉。我局会同市农业农村局、市商务局研究，现答复如下："
  static let heading = "一、担保贷款情况"
  static let first = "截至2021年末，全市担保贷款余额36.5亿元，同比增长12.4%，支持农户1,208户，覆盖面逐步扩大。"
  static let second = "下一步，力争到2023年担保贷款余额突破50亿元，平均费率不高于0.8%，让更多农户受益。"
  static let signer = "临川市财政局"
  static let date = "2022年6月8日"

  /// The lines of the letter from the salutation on.
  static let letter = ["尊敬的委员：", opening, heading, first, second, signer, date]

  static func paragraphs(_ lines: [String] = letter) -> String { lines.map { "<p>" + $0 + "</p>" }.joined() }

  static func page(_ article: String, head: String = "", around: String = "") -> String {
    """
    <!DOCTYPE html><html><head><meta charset="utf-8"><title>\(title)_临川市人民政府</title>\(head)</head><body>
    <div><a href="/">首页</a> <a href="/zw/">政务公开</a> <a href="/hd/">互动交流</a></div>\(around)
    \(article)
    <ul><li><a href="a">关于市政协五届二次会议第0099号提案的答复</a></li><li><a href="b">全市新增贷款88.8亿元</a></li></ul>
    <div>主办单位：临川市人民政府 网站标识码：3699000001 赣ICP备00000001号 电话：000-11112222</div></body></html>
    """
  }

  static func read(_ text: String, options: ReaderOptions = .init()) -> ExtractOutcome {
    read(bytes: Array(text.utf8), options: options)
  }

  static func read(bytes: [UInt8], options: ReaderOptions = .init()) -> ExtractOutcome {
    DocumentReader(options: options).read(bytes, path: "input", sha256: "00")
  }

  static func document(_ text: String, options: ReaderOptions = .init()) throws -> ReplyDocument {
    try document(bytes: Array(text.utf8), options: options)
  }

  static func document(bytes: [UInt8], options: ReaderOptions = .init()) throws -> ReplyDocument {
    switch read(bytes: bytes, options: options) {
    case .document(let document): return document
    case .rejected(let rejection):
      Issue.record("rejected: \(rejection.reason) \(rejection.message)")
      throw UnexpectedRejection(reason: rejection.reason)
    }
  }

  /// Checks that the letter came through whole, with all that the fixture states.
  static func expectLetter(_ document: ReplyDocument, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(document.bodyLines == [opening, heading, first, second], sourceLocation: sourceLocation)
    #expect(document.metadata.title == title, sourceLocation: sourceLocation)
    #expect(document.metadata.date == CivilDate(year: 2022, month: 6, day: 8), sourceLocation: sourceLocation)
    #expect(document.metadata.issuingBody == signer, sourceLocation: sourceLocation)
    #expect(document.metadata.session == "五届二次会议", sourceLocation: sourceLocation)
    #expect(document.metadata.proposalNumber == "0071", sourceLocation: sourceLocation)
    #expect(document.metadata.proposalTitle == "关于扶持小微农户", sourceLocation: sourceLocation)
    #expect(document.metadata.addressedBody == .cppcc, sourceLocation: sourceLocation)
    #expect(document.metadata.coAgencies == ["市农业农村局", "市商务局"], sourceLocation: sourceLocation)
  }

  /// The reason of a rejection; nil for documents.
  static func reason(_ outcome: ExtractOutcome) -> Rejection.Reason? {
    if case .rejected(let rejection) = outcome { rejection.reason } else { nil }
  }
}

/// A document that should have been read was not.
struct UnexpectedRejection: Error { let reason: Rejection.Reason }

extension ReplyDocument {
  var bodyLines: [String] { blocks.filter(\.isBody).map { text[$0.range] } }
  func lines(_ kind: Block.Kind) -> [String] { blocks.filter { $0.kind == kind }.map { text[$0.range] } }
}
