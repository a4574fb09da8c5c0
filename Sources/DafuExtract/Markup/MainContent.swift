/// Finds the reply among navigation, related links, widgets and footers, from the content alone.
enum MainContent {
  /// The blocks of the reply: a range of the page's blocks, and which of them are no part of it.
  struct Choice: Sendable {
    var range: Range<Int>
    var opening: Int?
  }

  /// Chooses the range: the innermost element that holds most of the page's prose, widened to the opening (收悉 …
  /// 答复如下) above and to the signature below, which templates put into elements of their own.
  static func choose(_ page: PageBlocks) -> Choice {
    let blocks = page.blocks
    var sums = [0]
    sums.reserveCapacity(blocks.count + 1)
    for block in blocks { sums.append(sums[sums.count - 1] + prose(block)) }
    let total = sums[blocks.count]
    var range = 0..<blocks.count
    for container in page.containers where container.range.count <= range.count {
      let mass = sums[container.range.upperBound] - sums[container.range.lowerBound]
      if total > 0, mass * 4 >= total * 3 {
        range = container.range
      }
    }
    let opening = blocks.indices.first { isOpening(blocks[$0]) }
    if let opening {
      let low = frontMatterStart(blocks, above: opening)
      var high = max(range.upperBound, opening + 1)
      if let signature = signatureEnd(blocks, from: max(opening + 1, low), within: high) { high = max(high, signature) }
      range = min(low, max(range.lowerBound, low))..<high
    } else if let signature = signatureEnd(blocks, from: range.lowerBound, within: range.upperBound, atMost: 4) {
      // One paragraph holds most of the prose, and its element nothing of the signature.
      range = range.lowerBound..<max(range.upperBound, signature)
    }
    return Choice(range: range, opening: opening)
  }

  /// Han characters of a block that is prose and not link text.
  private static func prose(_ block: PageBlock) -> Int {
    guard !block.isBoilerplate, block.table == nil, block.linkBytes * 2 < block.count else { return 0 }
    let line = block.wholeLine
    guard line.contains(scalar: 0x3002) || line.contains(scalar: 0xFF0C) else { return 0 }
    let han = block.hanCount
    return han >= 12 ? han : 0
  }

  /// Whether a block is the paragraph that opens a reply.
  static func isOpening(_ block: PageBlock) -> Bool {
    guard !block.isBoilerplate, block.table == nil, block.linkBytes * 3 < block.count else { return false }
    return OpeningParagraph.matches(block.line)
  }

  /// The first block above the opening that may be the letter's head: as far as no widget, list of links or long prose
  /// stands between.
  private static func frontMatterStart(_ blocks: [PageBlock], above opening: Int) -> Int {
    var index = opening
    while index > 0, opening - index < 16 {
      let block = blocks[index - 1]
      if block.isBoilerplate || isLinkList(block) || block.table != nil { break }
      if !block.isEmpty, block.hanCount > 120 { break }
      if PageWidgets.isWidget(block.line) || PageWidgets.isInfoLine(block.line) { break }
      // Another cell than the opening's is one of an index table, unless it can be nothing but the letter's head.
      if block.isCell, block.node != blocks[opening].node, !block.isEmpty, !isLetterHead(block.line) { break }
      index -= 1
    }
    return index
  }

  /// A salutation, or a document number by itself.
  private static func isLetterHead(_ line: Line) -> Bool {
    if SalutationSplit.isSalutation(line) { return true }
    guard line.count <= 40, let found = DocumentNumber.find(in: line) else { return false }
    return found.range.count == line.trimmed.count
  }

  /// The end of the signature below the chosen range, if it stands in elements of its own.
  private static func signatureEnd(
    _ blocks: [PageBlock], from start: Int, within high: Int, atMost limit: Int = 60
  ) -> Int? {
    var index = high
    while index < blocks.count, index < high + limit {
      let block = blocks[index]
      if block.isBoilerplate || isLinkList(block) { return nil }
      if PageWidgets.isWidget(block.line) { return nil }
      if SignatureLine.isDate(block.line) { return index + 1 }
      index += 1
    }
    return nil
  }

  /// Whether a block is mostly links.
  static func isLinkList(_ block: PageBlock) -> Bool {
    block.count > 0 && block.linkBytes * 10 > block.count * 6
      && !block.wholeLine.contains(scalar: 0x3002)
  }
}

/// Lines that pages of every system carry around an article.
enum PageWidgets {
  /// Whether a short line belongs to the page and not to the letter.
  static func isWidget(_ line: Line) -> Bool {
    guard line.count <= 160 else { return false }
    let plain = line.squashed
    if plain.hasPrefix(anyOf: heads) { return true }
    return plain.count <= 60 && plain.contains(anyOf: anywhere) || plain.contains(anyOf: footers)
  }

  /// 发布时间：… 来源：… 浏览次数：….
  static func isInfoLine(_ line: Line) -> Bool {
    guard line.count <= 160 else { return false }
    let plain = line.squashed
    return plain.hasPrefix(anyOf: infoHeads) && plain.contains { Mark.colon.contains($0) }
      || plain.contains(anyOf: ["浏览次数", "阅读次数", "点击数", "浏览量", "访问量", "点击率"])
  }

  private static let heads: LineWords = [
    "上一篇", "下一篇", "上一条", "下一条", "相关链接", "相关文章", "相关文档", "相关阅读", "相关信息", "相关新闻", "相关附件", "推荐阅读",
    "热点", "分享到", "分享：", "扫一扫", "打印", "关闭", "当前位置", "您的位置", "您所在的位置", "您现在的位置", "我的位置", "你的位置",
    "责任编辑", "网站标识码", "版权所有", "附件下载", "附件：", "返回顶部", "收藏", "字号：", "字体：", "【字体", "【打印", "[打印",
    "【关闭", "【大中小】", "【相关", "信息来源：", "文章来源：", "稿源：", "来源：", "编辑：", "友情链接", "网站地图", "法律声明", "关于我们",
    "主办：", "主办单位：", "承办：", "地址：", "(此件", "【纠错", "我要纠错", "纠错", "收藏本页", "保存本页", "首页>", "热门", "最新", "审核：",
  ]
  private static let anywhere: LineWords = [
    "扫一扫", "打印本页", "打印此页", "关闭窗口", "关闭本页", "关闭页面", "我要纠错", "分享到微", "手机打开", "返回顶部", "最佳分辨率", "分辨率浏览", "加入收藏",
    "设为首页", "TOP", "无障碍",
  ]
  private static let footers: LineWords = ["ICP备", "公网安备", "网站标识码", "版权所有", "Copyright", "网安备"]
  private static let infoHeads: LineWords = [
    "发布时间", "发布日期", "时间：", "日期：", "发表时间", "信息时间", "更新时间", "来源", "信息来源", "文章来源", "稿源", "作者", "字号", "字体",
    "公开日期", "索引号", "发布机构", "浏览", "阅读", "点击", "视力保护色",
  ]
}

extension Line {
  func contains(where condition: (UInt32) -> Bool) -> Bool { scalars.contains(where: condition) }
}
