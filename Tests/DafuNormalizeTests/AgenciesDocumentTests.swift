import DafuModel
import Testing

@testable import DafuNormalize

/// Rows of `documents` from what replies say of themselves.
@Suite struct AgenciesDocumentTests {
  private func build(_ metadata: ReplyMetadata, text: String = "") throws -> DocumentRecordBuilder.Built {
    let sha256 = String(repeating: "0123456789abcdef", count: 4)
    return DocumentRecordBuilder(directory: try AgenciesFixture.directory.get()).build(
      ReplyDocument(
        path: "a.html", format: .html, sha256: sha256, metadata: metadata, text: NormalizedText(text), blocks: []))
  }

  @Test func bodiesGetCodesAndTheNamesOfTheTime() throws {
    let built = try build(
      ReplyMetadata(
        documentNumber: "晋金函〔2021〕57号", date: CivilDate("2021-08-03"), issuingBody: "山西省地方金融监督管理局",
        coAgencies: ["省财政厅", "人民银行太原中心支行", "山西银保监局", "晋商银行", "省财政厅"]))
    let record = built.record
    #expect(record.agency == "140000-LFSA")
    #expect(record.agencyName == "山西省地方金融监督管理局")
    #expect(record.refArea == "140000" && record.refAreaName == "山西省")
    #expect(
      record.coAgencyNames == ["山西省财政厅", "中国人民银行太原中心支行", "中国银行保险监督管理委员会山西监管局", "晋商银行"])
    #expect(record.documentID == "140000-LFSA.jinjinhan-2021-57")
    #expect(built.agencies.map(\.code) == ["140000-LFSA", "140000-FIN", "CN-PBC-140100-CENTRAL", "CN-CBIRC-140000"])
  }

  /// A signature with the area's full name is the official name, for later mentions of the body too.
  @Test(arguments: ["湛江市海洋局", "湛江市文化广电旅游局", "湛江市财政局"]) func aPublisherIsCalledAsItSigns(_ name: String) throws {
    let built = try build(ReplyMetadata(date: CivilDate("2024-08-03"), issuingBody: name))
    #expect(built.record.agencyName == name)
    let later = try AgenciesFixture.directory.get().resolve(
      "市" + name.dropFirst(3), publisherArea: "440800", publisher: built.publisher, date: CivilDate("2024-08-03"))
    #expect(later?.name == name)
  }

  @Test(arguments: [("湛江市发改委", "湛江市发展和改革委员会"), ("湛江市人社局", "湛江市人力资源和社会保障局"), ("湛江市住建局", "湛江市住房和城乡建设局")])
  func abbreviationsAreSpelledOut(_ signed: String, _ name: String) throws {
    let built = try build(ReplyMetadata(date: CivilDate("2024-08-03"), issuingBody: signed))
    #expect(built.record.agencyName == name)
  }

  /// The general office of a body signs for the body; that of a government is a body of its own.
  @Test(arguments: [("农业农村部办公厅", "农业农村部"), ("湛江市财政局办公室", "湛江市财政局"), ("湛江市人民政府办公室", "湛江市人民政府办公室")])
  func anOfficeSignsForItsBody(_ signed: String, _ name: String) throws {
    let built = try build(ReplyMetadata(date: CivilDate("2024-08-03"), issuingBody: signed))
    #expect(built.record.agencyName.hasSuffix(name))
  }

  @Test func withoutANumberTheContentIsTheIdentity() throws {
    let built = try build(ReplyMetadata(date: CivilDate("2021-08-03"), issuingBody: "云南省商务厅"))
    #expect(built.record.documentID == "sha256-0123456789abcdef")
    #expect(built.record.agency == "530000-COM")
  }

  @Test func aRelativeSignatureIsPlacedByNumberAndText() throws {
    let built = try build(
      ReplyMetadata(documentNumber: "浙科函〔2022〕8号", date: CivilDate("2022-05-06"), issuingBody: "市科技局"),
      text: "感谢对湖州市科技金融的关心。江苏省南京市的做法值得借鉴。")
    #expect(built.record.agencyName == "湖州市科学技术局")
    #expect(built.record.refArea == "330500")
  }

  @Test func aCompanyThatSignsIsThePublisher() throws {
    let built = try build(
      ReplyMetadata(date: CivilDate("2022-05-06"), issuingBody: "海南省农业信贷融资担保有限公司"))
    #expect(built.record.agencyName == "海南省农业信贷融资担保有限公司")
    #expect(built.record.agency.hasPrefix("x-hainan"))
    #expect(built.record.refArea == "460000")
  }

  @Test func aReplyWithoutSignatureHasAnUnknownPublisher() throws {
    let built = try build(ReplyMetadata(documentNumber: "沪府函〔2022〕8号"))
    #expect(built.record.agency == "_U")
    #expect(built.record.refArea == "310000")
    #expect(built.record.documentID == "sha256-0123456789abcdef")
  }
}
