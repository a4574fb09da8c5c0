import DafuModel

/// `documents`: one reply document.
enum DocumentsTable {
  static let name = "documents"

  /// A document and how many figures it states.
  struct Row: Sendable {
    let record: DocumentRecord
    let observationCount: Int
  }

  static let definition = TableDefinition<Row>(
    name: name, chinese: "每份答复文件", english: "one reply document", key: ["document_id"], formats: [.json],
    columns: identity + publisher + proposal)

  private static let identity: [BoundColumn<Row>] = [
    BoundColumn(
      Column(
        "document_id", .text, "文件标识，由发文单位和文号导出，无文号时由内容摘要导出",
        "from the issuing body and document number where there is one, else from the content's digest", required: true)
    ) { $1.text($0.record.documentID) },
    BoundColumn(Column("path", .text, "相对输入目录的路径", "path relative to the input folder", required: true)) {
      $1.text($0.record.path)
    },
    BoundColumn(
      Column(
        "format", .text, "由内容判定的格式", "the format found in the content", required: true, categories: Categories.format)
    ) { $1.word($0.record.format) },
    BoundColumn(
      Column("sha256", .text, "文件字节的 SHA-256", "SHA-256 of the bytes", required: true, syntax: .sha256)
    ) { $1.text($0.record.sha256) },
    BoundColumn(Column("title", .text, "标题", "title")) { $1.text($0.record.metadata.title) },
    BoundColumn(Column("document_number", .text, "发文字号", "document number")) {
      $1.text($0.record.metadata.documentNumber)
    },
    BoundColumn(Column("date", .date, "成文日期", "date of signature")) { $1.date($0.record.metadata.date) },
    BoundColumn(Column("published", .date, "网上发布日期", "when it was published on the web")) {
      $1.date($0.record.metadata.published)
    },
  ]

  private static let publisher: [BoundColumn<Row>] = [
    BoundColumn(
      Column(
        "agency", .text, "答复单位代码，多个以 + 连接", "code of the issuing body; several joined by +", syntax: .jointCode,
        reference: .init("agencies", "code", isJoint: true))
    ) { $1.text($0.record.agency) },
    BoundColumn(Column("agency_name", .text, "答复单位全称", "full official name of the issuing body")) {
      $1.text($0.record.agencyName)
    },
    BoundColumn(
      Column("ref_area", .text, "答复单位所在地区代码（GB/T 2260）", "GB/T 2260 code of the issuing body's area", syntax: .code)
    ) { $1.text($0.record.refArea) },
    BoundColumn(Column("ref_area_name", .text, "地区名称", "name of that area")) { $1.text($0.record.refAreaName) },
  ]

  private static let proposal: [BoundColumn<Row>] = [
    BoundColumn(
      Column(
        "addressed_body", .text, "政协或人大", "to which body the proposal was put", categories: Categories.addressedBody)
    ) { $1.text($0.record.metadata.addressedBody?.rawValue) },
    BoundColumn(Column("session", .text, "届次", "session")) { $1.text($0.record.metadata.session) },
    BoundColumn(
      Column("proposal_number", .text, "提案或建议编号，保留前导零", "number of the proposal, leading zeros kept")
    ) { $1.text($0.record.metadata.proposalNumber) },
    BoundColumn(
      Column(
        "proposal_title", .text, "提案或建议标题，不含末尾的“的提案”“的建议”",
        "title of the proposal, without its closing word for proposal")
    ) { $1.text($0.record.metadata.proposalTitle) },
    BoundColumn(
      Column(
        "co_agencies", .text, "会办单位全称，以 ; 连接", "full official names of the bodies consulted, joined by ;")
    ) { $1.text($0.record.coAgencyNames.joined(separator: ";")) },
    BoundColumn(Column("disposition", .text, "办理结果", "disposition")) {
      $1.text($0.record.metadata.disposition)
    },
    BoundColumn(Column("disclosure", .text, "公开属性", "disclosure")) {
      $1.text($0.record.metadata.disclosure)
    },
    BoundColumn(Column("url", .text, "页面网址", "the page's own address")) { $1.text($0.record.metadata.url) },
    BoundColumn(
      Column("n_observations", .integer, "数字个数", "how many observations it has", required: true, minimum: 0)
    ) { $1.integer($0.observationCount) },
  ]
}
