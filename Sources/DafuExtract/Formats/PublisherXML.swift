import DafuModel

/// Reads a publisher's own schema, with English or Chinese element names, by what the names commonly mean.
struct PublisherXML {
  let tree: MarkupTree
  let tagLimit: Int

  func read(root: Int) -> Reading {
    var reading = Reading()
    let body = namedBody(in: root) ?? XMLBody.range(in: root, of: tree) { field($0) != nil }
    let fields = XMLFields(tree: tree)
    for index in root..<tree.end(root) where !tree.nodes[index].isText {
      readField(index, body: body, into: &reading)
      if !isInside(index, body) { reading.hints += fields.attributes(of: index) }
    }
    let blocks = XMLBlocks(
      tree: tree, tagLimit: tagLimit, isInBody: { isInside($0, body) }, rule: { rule($0, body: body) })
    blocks.append(root, to: &reading)
    return reading
  }

  /// What is inside of the element that holds the text: the one so named with the most ideographs.
  private func namedBody(in root: Int) -> Range<Int>? {
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
    return best.map { ($0.index + 1)..<max(tree.end($0.index), $0.index + 1) }
  }

  private func isInside(_ index: Int, _ body: Range<Int>?) -> Bool { body?.contains(index) ?? false }

  private func rule(_ index: Int, body: Range<Int>?) -> XMLBlocks.Rule {
    let name = key(index)
    if PublisherXML.skipped.contains(name) { return .skip }
    if let kind = PublisherXML.kinds[name] ?? statedKind(index) {
      return kind == .heading ? .role(.heading(1)) : .role(.stated(kind))
    }
    if PublisherXML.numberNames.contains(name) { return .number }
    if isInside(index, body) {
      if name == "title" || name == "标题" || name == "名称" { return .role(.heading(1)) }
      if MetadataLabels.elementNames[name] == .documentNumber { return .role(.stated(.documentNumber)) }
      return .plain
    }
    if let body, index <= body.lowerBound, tree.end(index) >= body.upperBound { return .plain }
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

  /// The part of the letter that an attribute names: `<para role="signature">`.
  private func statedKind(_ index: Int) -> Block.Kind? {
    for name in ["role", "type", "class", "角色", "类型"] {
      if let value = tree.attributeString(name, of: index), let kind = PublisherXML.kinds[value.lowercased()] {
        return kind
      }
    }
    return nil
  }

  private func readField(_ index: Int, body: Range<Int>?, into reading: inout Reading) {
    guard !isInside(index, body) || isLeaf(index) && !isProse(index) else { return }
    if !isInside(index, body), let pair = XMLFields(tree: tree).labelled(index) {
      reading.hints += [pair].compactMap(\.self)
      return
    }
    guard let field = field(index) else { return }
    let parent = Int(tree.nodes[index].parent)
    if isInside(index, body) {
      let isInline = parent >= 0 && XMLInline.isMixed(parent, in: tree)
      guard field != .title, field != .issuingBody, !isInline else { return }
    }
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

  /// The field that an element's name or label means; `number` and `title` under a proposal are the proposal's.
  private func field(_ index: Int) -> MetadataHint.Field? {
    let name = key(index)
    let parent = Int(tree.nodes[index].parent)
    if parent >= 0, XMLFields.isProposal(tree.name(parent)), let own = XMLFields.proposalField(name) { return own }
    if let labelled = XMLFields(tree: tree).label(of: index) { return labelled }
    return MetadataLabels.elementNames[name] ?? MetadataLabels.field(of: Line(tree.name(index))) ?? nil
  }

  private func isLeaf(_ index: Int) -> Bool { XMLInline.holdsText(index, in: tree) }

  private func isProse(_ index: Int) -> Bool { tree.content(of: index).bytes.hanCount > 60 }

  /// A name in lower case without separators: doc_number, DocNumber and doc-number are one.
  private func key(_ index: Int) -> String { XMLFields.key(tree.name(index)) }

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
    "署名": .signature, "落款单位": .signature, "发文机关署名": .signature, "署名机关": .signature, "署名单位": .signature,
    "落款日期": .signature, "copyto": .distribution, "cc": .distribution,
    "抄送": .distribution, "印发": .distribution, "抄送单位": .distribution, "caption": .caption, "表题": .caption,
  ]

  private static let numberNames: Set<String> = ["num", "ordinal", "序号", "编号"]
}
