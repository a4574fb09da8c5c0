import DafuModel

/// Reads a publisher's own schema, with English or Chinese element names, by what the names commonly mean.
struct PublisherXML {
  let tree: MarkupTree
  let tagLimit: Int

  func read(root: Int) -> Reading {
    var reading = Reading()
    let body = bodyElement(in: root)
    for index in root..<tree.end(root) where !tree.nodes[index].isText { readField(index, body: body, into: &reading) }
    let blocks = XMLBlocks(tree: tree, tagLimit: tagLimit) { index in rule(index, body: body) }
    blocks.append(root, to: &reading)
    return reading
  }

  /// The element that holds the text: the one so named with the most ideographs.
  private func bodyElement(in root: Int) -> Int? {
    var best: (index: Int, weight: Int)?
    var index = root
    while index < tree.end(root) {
      guard PublisherXML.bodyNames.contains(key(index)) else {
        index += 1
        continue
      }
      let weight = tree.content(of: index).bytes.hanCount
      if weight > best?.weight ?? 40 { best = (index, weight) }
      // What is inside of it holds less.
      index = tree.end(index)
    }
    return best?.index
  }

  private func isInside(_ index: Int, _ body: Int?) -> Bool {
    guard let body else { return false }
    return index > body && index < tree.end(body)
  }

  private func rule(_ index: Int, body: Int?) -> XMLBlocks.Rule {
    let name = key(index)
    if PublisherXML.skipped.contains(name) { return .skip }
    if let kind = PublisherXML.kinds[name] {
      return kind == .heading ? .role(.heading(1)) : .role(.stated(kind))
    }
    if PublisherXML.numberNames.contains(name) { return .number }
    if isInside(index, body) {
      if name == "title" || name == "标题" || name == "名称" { return .role(.heading(1)) }
      if MetadataLabels.elementNames[name] == .documentNumber { return .role(.stated(.documentNumber)) }
      return .plain
    }
    if let body, index <= body, tree.end(index) >= tree.end(body) { return .plain }
    guard isLeaf(index) else { return field(index) == nil ? .plain : .skip }
    switch field(index) {
    case .title: return .role(.stated(.title))
    case .documentNumber: return .role(.stated(.documentNumber))
    case .some: return .skip
    case nil:
      // Outside of the body only prose is text; the rest is the system's own.
      let content = tree.content(of: index)
      return body == nil && content.bytes.hanCount >= 10 ? .plain : .skip
    }
  }

  private func readField(_ index: Int, body: Int?, into reading: inout Reading) {
    guard !isInside(index, body) || isLeaf(index) && !isProse(index), let field = field(index) else { return }
    if isInside(index, body), field == .title || field == .issuingBody { return }
    if field == .coAgencies {
      let names = tree.children(of: index).filter { !tree.nodes[$0].isText }.map { tree.string(of: $0) }
      let value = names.isEmpty ? tree.string(of: index) : names.joined(separator: "、")
      reading.hints.append(.init(field: field, value: value, origin: .element))
      return
    }
    guard isLeaf(index) else { return }
    let value = tree.string(of: index)
    if !value.isEmpty, value.utf8.count <= 600 {
      reading.hints.append(.init(field: field, value: value, origin: .element))
    }
  }

  /// The field that an element's name means; `number` and `title` under a proposal are the proposal's.
  private func field(_ index: Int) -> MetadataHint.Field? {
    let name = key(index)
    let parent = Int(tree.nodes[index].parent)
    if parent >= 0 {
      let around = key(parent)
      if ["proposal", "motion", "suggestion", "提案", "建议", "提案信息", "建议信息", "议案"].contains(where: { around.hasPrefix($0) }
      ) {
        if ["number", "no", "num", "code", "编号", "号", "案号", "序号"].contains(name) { return .proposalNumber }
        if ["title", "subject", "name", "题目", "标题", "名称", "案由"].contains(name) { return .proposalTitle }
        if ["type", "kind", "类型", "类别"].contains(name) { return .addressedBody }
      }
    }
    return MetadataLabels.elementNames[name]
  }

  private func isLeaf(_ index: Int) -> Bool {
    !(index + 1..<tree.end(index)).contains { !tree.nodes[$0].isText }
  }

  private func isProse(_ index: Int) -> Bool { tree.content(of: index).bytes.hanCount > 60 }

  /// A name in lower case without separators: doc_number, DocNumber and doc-number are one.
  private func key(_ index: Int) -> String {
    tree.name(index).lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." }
  }

  private static let bodyNames: Set<String> = [
    "body", "content", "text", "maintext", "mainbody", "articlebody", "replytext", "replycontent", "contenttext",
    "htmlcontent",
    "fulltext", "nr", "neirong", "zw", "zhengwen", "zwnr", "正文", "内容", "正文内容", "答复内容", "答复正文", "全文", "信息内容", "文章内容",
    "答复全文",
  ]

  private static let skipped: Set<String> = [
    "related", "relations", "relatedlinks", "links", "recommend", "comments", "attachments", "attachment", "navigation",
    "nav",
    "breadcrumb", "相关", "相关链接", "相关信息", "附件", "proposer", "proposers", "提案人", "提案者", "建议人", "领衔代表", "contactperson",
    "contact", "contacts", "phone", "tel", "telephone", "联系人", "联系电话", "联系方式", "经办人", "签发人", "signedby", "channel",
    "栏目",
  ]

  private static let kinds: [String: Block.Kind] = [
    "salutation": .salutation, "addressee": .salutation, "recipient": .salutation, "称谓": .salutation, "主送": .salutation,
    "主送机关": .salutation, "heading": .heading, "subtitle": .heading, "sectiontitle": .heading, "小标题": .heading,
    "节标题": .heading,
    "signature": .signature, "signer": .signature, "signdatetext": .signature, "signaturebody": .signature,
    "落款": .signature,
    "署名": .signature, "落款单位": .signature, "落款日期": .signature, "copyto": .distribution, "cc": .distribution,
    "抄送": .distribution, "印发": .distribution, "抄送单位": .distribution, "caption": .caption, "表题": .caption,
  ]

  private static let numberNames: Set<String> = ["num", "ordinal", "序号", "编号"]
}
