import DafuModel

/// The permitted values of the coded columns, with their meaning.
enum Categories {
  static let periodType = PeriodType.allCases.map { value -> Column.Category in
    switch value {
    case .instant: .init(value.rawValue, "时点（存量）", "a stock on a date")
    case .duration: .init(value.rawValue, "时期（流量）", "a flow within the period")
    case .cumulative: .init(value.rawValue, "累计", "a flow since the beginning")
    }
  }

  static let periodBasis = PeriodBasis.allCases.map { value -> Column.Category in
    switch value {
    case .stated: .init(value.rawValue, "本句写明", "stated in the clause")
    case .relative: .init(value.rawValue, "相对时间", "relative: last year, so far this year")
    case .inherited: .init(value.rawValue, "承前", "from an earlier clause")
    case .document: .init(value.rawValue, "依成文日期", "nothing stated: the document's date")
    }
  }

  static let agencyBasis = AgencyBasis.allCases.map { value -> Column.Category in
    switch value {
    case .stated: .init(value.rawValue, "本句写明", "the clause's subject")
    case .publisher: .init(value.rawValue, "答复单位", "nobody named: the body that issued the reply")
    }
  }

  static let measure = Measure.allCases.map { value -> Column.Category in
    switch value {
    case .level: .init(value.rawValue, "水平值", "the amount itself")
    case .changeYearOnYear: .init(value.rawValue, "同比", "change on the same period of the year before")
    case .changeYearToDate: .init(value.rawValue, "较年初", "change since the beginning of the year")
    case .changeMonthOnMonth: .init(value.rawValue, "环比", "change on the month or quarter before")
    case .change: .init(value.rawValue, "其他增减", "any other growth")
    case .difference: .init(value.rawValue, "差距", "a gap between two series")
    case .multiple: .init(value.rawValue, "倍数", "a multiple of an earlier value")
    case .share: .init(value.rawValue, "占比", "a part of a whole")
    case .rank: .init(value.rawValue, "位次", "a place in an order")
    case .limit: .init(value.rawValue, "限额", "a cap or floor set by a rule or a product")
    }
  }

  static let comparator = Comparator.allCases.map { value -> Column.Category in
    switch value {
    case .equal: .init(value.rawValue, "等于", "as stated")
    case .above: .init(value.rawValue, "大于", "above")
    case .atLeast: .init(value.rawValue, "不低于", "at least")
    case .below: .init(value.rawValue, "小于", "below")
    case .atMost: .init(value.rawValue, "不超过", "at most")
    case .approximately: .init(value.rawValue, "约", "about")
    }
  }

  static let status = ObservationStatus.allCases.map { value -> Column.Category in
    switch value {
    case .realized: .init(value.rawValue, "已实现", "it has come to be; rules in force among them")
    case .planned: .init(value.rawValue, "计划", "planned or aimed at")
    case .proposed: .init(value.rawValue, "提案建议", "what the proposal asks for")
    }
  }

  static let agreement = Agreement.allCases.map { value -> Column.Category in
    switch value {
    case .single: .init(value.rawValue, "仅一处", "one observation")
    case .agree: .init(value.rawValue, "一致", "several, of the same value or the two ends of one range")
    case .conflict: .init(value.rawValue, "不一致", "several, of different values")
    }
  }

  static let format = DocumentFormat.allCases.map { value -> Column.Category in
    switch value {
    case .html: .init(value.rawValue, "网页", "HyperText Markup Language")
    case .xml: .init(value.rawValue, "XML", "Extensible Markup Language")
    case .markdown: .init(value.rawValue, "Markdown", "Markdown")
    case .text: .init(value.rawValue, "纯文本", "plain text")
    case .docx: .init(value.rawValue, "DOCX", "Office Open XML, as Word and WPS write it")
    case .ofd: .init(value.rawValue, "OFD", "Open Fixed-layout Document, GB/T 33190")
    case .pdf: .init(value.rawValue, "PDF", "Portable Document Format with a text layer")
    case .scannedPDF: .init(value.rawValue, "扫描 PDF（光学识别）", "PDF of scanned pages, recognized optically")
    case .image: .init(value.rawValue, "图片（光学识别）", "a picture of a page, recognized optically")
    }
  }

  static let addressedBody: [Column.Category] = [
    .init(ReplyMetadata.AddressedBody.cppcc.rawValue, "政协", "a committee of the CPPCC"),
    .init(ReplyMetadata.AddressedBody.npc.rawValue, "人大", "a People's Congress"),
  ]

  static let reason = Rejection.Reason.allCases.map { value -> Column.Category in
    switch value {
    case .unreadable: .init(value.rawValue, "无法读取", "the operating system refused to read it")
    case .empty: .init(value.rawValue, "空文件", "no content")
    case .binary: .init(value.rawValue, "二进制", "not a text format")
    case .unsupportedFormat: .init(value.rawValue, "格式不支持", "a format that this version does not read")
    case .tooLarge: .init(value.rawValue, "过大", "larger than the limit")
    case .malformed: .init(value.rawValue, "残缺", "not well-formed and not to be repaired without guessing")
    case .noBody: .init(value.rawValue, "无正文", "it holds no reply's text")
    case .notAFile: .init(value.rawValue, "不是文件", "not a regular file")
    case .outsideInput: .init(value.rawValue, "越界链接", "a link that leads out of the input folder")
    case .timedOut: .init(value.rawValue, "超时", "reading took longer than the limit")
    case .crashed: .init(value.rawValue, "读取崩溃", "the program that reads documents ended on it")
    case .changing: .init(value.rawValue, "正在写入", "it was being written whenever it was read")
    case .duplicate: .init(value.rawValue, "重复", "the same document as another input")
    case .otherForm: .init(value.rawValue, "同文异式", "the same reply in another form; the better source was kept")
    case .encrypted: .init(value.rawValue, "加密", "protected with a password")
    case .unsafeArchive: .init(value.rawValue, "危险压缩包", "an archive made to do harm")
    case .activeContent: .init(value.rawValue, "含脚本", "a document that runs scripts or starts programs")
    case .scanned: .init(value.rawValue, "扫描件", "pictures of pages without text")
    case .unmappedFont: .init(value.rawValue, "字体无字符映射", "its fonts do not say which characters they show")
    case .missingTool: .init(value.rawValue, "缺少工具", "the program that reads the format is not installed")
    }
  }

  static let codeStatus: [Column.Category] = [
    .init(Code.Status.curated.rawValue, "收录", "from the codelists that people keep"),
    .init(Code.Status.discovered.rawValue, "发现", "met in a text; no codelist holds it"),
  ]
}
