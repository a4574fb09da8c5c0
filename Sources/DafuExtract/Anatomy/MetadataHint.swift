/// Something that a page says about the reply outside of its text.
struct MetadataHint: Hashable, Sendable {
  /// A field of the metadata.
  enum Field: Hashable, Sendable {
    case title, documentNumber, date, published, issuingBody, session, proposalNumber, proposalTitle, addressedBody
    case coAgencies, disposition, disclosure, url
  }

  /// Where it stands; the first is believed most.
  enum Origin: Int, Hashable, Sendable, Comparable {
    /// A mapping in the pipeline file.
    case mapping
    /// An element of the document's own schema.
    case element
    /// The index table above the text.
    case indexTable
    /// A heading of the page.
    case pageHeading
    /// A `meta` element.
    case metaElement
    /// JSON-LD.
    case linkedData
    /// A line such as 发布时间：… 来源：….
    case infoLine
    /// The `title` element.
    case titleElement

    static func < (left: Origin, right: Origin) -> Bool { left.rawValue < right.rawValue }
  }

  let field: Field
  let value: String
  let origin: Origin
}

/// Labels with their fields. Asked at every short line of a page, of which nearly none is a label.
struct LabelTable: Sendable {
  private var entries: [(label: Line, field: MetadataHint.Field?)] = []
  /// Indices into `entries`, -1 for none.
  private var slots: [Int16]

  init(_ fields: [Line: MetadataHint.Field?]) {
    slots = Array(repeating: -1, count: 1024)
    for (label, field) in fields {
      var slot = LabelTable.slot(label)
      while slots[slot] >= 0 { slot = (slot + 1) & 1023 }
      slots[slot] = Int16(entries.count)
      entries.append((label, field))
    }
  }

  subscript(_ label: Line) -> MetadataHint.Field?? {
    var slot = LabelTable.slot(label)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.label == label { return .some(entry.field) }
      slot = (slot + 1) & 1023
    }
    return nil
  }

  private static func slot(_ label: Line) -> Int {
    let first = label.first ?? 0
    let last = label.last ?? 0
    return Int((first &* 0x9E37_79B1 ^ last &* 0x85EB_CA77 &+ UInt32(truncatingIfNeeded: label.count)) >> 22)
  }
}

/// Names of fields as pages and schemas write them. A new synonym is one more entry.
enum MetadataLabels {
  /// The field that a label names; the label is squashed first (索 引 号： and [ 索引号 ] are 索引号).
  static func field(of label: Line) -> MetadataHint.Field?? {
    let key = label.squashed.trimming {
      Mark.colon.contains($0) || Mark.closing.contains($0) || Mark.opening.contains($0)
    }
    guard key.count >= 2, key.count <= 12 else { return nil }
    return table[key]
  }

  /// Labels whose value is no field of ours map to nil: known, and read past.
  static let table: LabelTable = {
    var table: [Line: MetadataHint.Field?] = [:]
    func add(_ field: MetadataHint.Field?, _ names: String) {
      for name in names.split(separator: " ") { table[Line(String(name))] = .some(field) }
    }
    add(.documentNumber, "文号 发文字号 发文文号 文件编号 文件字号 公文字号 发文号 文件号 答复文号 复文字号 字号")
    add(.issuingBody, "发布机构 发文机构 发文机关 发文机关标志 发文机关署名 署名单位 发文单位 发布单位 发布机关 发布部门 制发机关 制发单位 信息所属单位 公开主体")
    add(.issuingBody, "公开机构 公开责任部门 答复单位 承办单位 主办单位 办理单位 责任单位 答复部门 主办部门 签发单位 制定机关 制作机关")
    add(.date, "成文日期 成文时间 发文日期 发文时间 生成日期 生成时间 签发日期 签发时间 答复日期 答复时间 制发日期 落款日期 印发日期 形成日期")
    add(.published, "发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 发表时间 发表日期 时间 日期 更新时间 上网时间 信息时间 发稿时间")
    add(.title, "标题 名称 信息名称 文件名称 信息标题 文章标题")
    add(.disclosure, "公开属性 公开方式 公开形式 公开类别 公开类型 公开程度 是否公开 公开范围 信息公开属性 公开情况")
    add(.disposition, "办理结果 办理类别 答复类别 答复类型 办理情况 办复类别 类别 办理结果类别 结果分类 办理分类 办理程度 答复分类")
    add(.disposition, "类别标记 类别标识 办理类型 复文类别 办理等次 分类标记 办理情况分类")
    add(.disclosure, "公开选项 是否同意公开 信息公开类别 信息公开方式 公开类别标记")
    add(.proposalNumber, "提案编号 提案号 建议编号 建议号 案号 提案案号 建议提案编号 提案序号 编号")
    add(.proposalTitle, "案由 提案题目 建议题目 提案名称 建议名称 提案标题 建议标题 提案案由")
    add(.session, "届次 会议届次 届次会议 会议")
    add(.coAgencies, "会办单位 协办单位 会办部门 协办部门 分办单位 会商单位 参与单位")
    add(.url, "网址 原文链接 链接地址 页面地址")
    add(nil, "索引号 主题分类 体裁分类 组配分类 文种 有效性 信息来源 来源 稿源 文章来源 稿件来源 主题词 关键词 关键字 体裁 服务对象")
    add(nil, "浏览次数 阅读 浏览量 阅读次数 点击 点击率 访问量 阅读量 浏览 点击数 访问次数 字体 大小 字体大小 作者 编辑 责任编辑 打印 分享 分享到 信息分类")
    add(nil, "废止日期 生效日期 实施日期 失效日期 文件状态 时效性 内容概述 信息索引 公开目录 所属主题 主题 分类 统一编号 流水号 效力状态 审核 发布人")
    add(nil, "提案人 提案者 第一提案人 领衔代表 建议人 提出人 代表姓名 委员姓名 联系人 联系电话 签发人 办理时间 办结时间 领衔人 附议人 信息类别 备注")
    return LabelTable(table)
  }()

  /// Meta elements by lower-case name.
  static let metaNames: [String: MetadataHint.Field] = [
    "articletitle": .title, "dc.title": .title, "og:title": .title, "dcterms.title": .title, "title": .title,
    "pubdate": .published, "publishdate": .published, "article:published_time": .published, "dc.date": .published,
    "dc.date.issued": .published, "dcterms.issued": .published, "pubtime": .published, "publishtime": .published,
    "contentsource": .issuingBody, "dc.creator": .issuingBody, "dcterms.creator": .issuingBody,
    "author": .issuingBody, "url": .url, "og:url": .url, "pageurl": .url,
    "生成日期": .published, "发布日期": .published, "发布时间": .published, "标题": .title, "发布机构": .issuingBody,
    "文号": .documentNumber, "发文字号": .documentNumber, "成文日期": .date, "filenum": .documentNumber,
  ]

  /// Elements of publishers' own schemas by lower-case local name, separators removed.
  static let elementNames: [String: MetadataHint.Field] = {
    var names: [String: MetadataHint.Field] = [:]
    func add(_ field: MetadataHint.Field, _ list: String) {
      for name in list.split(separator: " ") { names[String(name)] = field }
    }
    add(
      .title,
      "title doctitle documenttitle articletitle headline subjecttitle infotitle bt biaoti 标题 公文标题 文件标题 信息标题 名称 题名")
    add(
      .documentNumber,
      "docnumber documentnumber docno docnum filenumber fileno wenhao wh fwzh fwwh referencenumber 文号 发文字号 公文字号 文件编号 发文文号"
    )
    add(
      .date,
      "signdate signaturedate dateofsignature writtendate docdate documentdate date cwrq cwsj qfrq 成文日期 签发日期 落款日期 发文日期 答复日期"
    )
    add(
      .published,
      "publishtime publishdate pubdate published publicationdate releasedate releasetime issued fbsj fbrq gkrq 发布时间 发布日期 公开日期 公开时间 发文时间"
    )
    add(
      .issuingBody,
      "issuer issuingbody issuingagency agency organ department creator publisher sender orgname fwjg fbjg fwdw zbdw 发文机关 发文机关署名 发文机关标志 署名 署名单位 发布机构 发文单位 签发单位 答复单位 承办单位 主办单位 发文机构 发布单位 制发机关"
    )
    // Elements of an official document in GB/T 9704.
    add(.issuingBody, "发文机关标志 发文机关署名 发文机关名称 落款单位 署名机关 署名单位")
    add(.session, "session conference meeting 届次 会议 会议届次")
    add(.proposalNumber, "proposalnumber proposalno motionnumber suggestionnumber proposalid 提案号 提案编号 建议号 建议编号 案号")
    add(
      .proposalTitle,
      "proposaltitle subject motiontitle suggestiontitle proposalsubject 案由 提案题目 提案标题 提案名称 建议标题 建议名称 建议题目")
    add(
      .coAgencies,
      "coorganizers coorganizer coagencies coagency coorganisers cosponsors consulted assistants coagent xbdw hbdw 会办单位 协办单位 会办 协办 会商单位"
    )
    add(.disposition, "disposition result category outcome resulttype handlingresult 办理结果 办理类别 类别 答复类别 办理类型")
    add(.disclosure, "disclosure openness publicity openattribute opentype 公开属性 公开方式 公开类别 公开形式 公开类型")
    add(.url, "url link permalink wz sourceurl pageurl webaddress 网址 链接 地址链接 原文链接")
    return names
  }()
}
