/// Fields of metadata that XML states by attributes or by pairs of elements rather than by an element's name.
struct XMLFields {
  let tree: MarkupTree

  /// A name in lower case without separators: doc_number, DocNumber and doc-number are one.
  static func key(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." } }

  /// The field that an element's attribute names: `<field name="发文字号">`, `<item label="文号">`.
  func label(of index: Int) -> MetadataHint.Field? { labelText(of: index).flatMap { $0.field } }

  /// A labelled value that is no text of its element: `<meta key="文号" value="…"/>`, or a pair of elements such as
  /// `<field><name>文号</name><value>…</value></field>`. The outer optional tells whether the element is such a pair.
  func labelled(_ index: Int) -> MetadataHint?? {
    if let label = labelText(of: index) {
      for name in ["value", "content", "text", "data", "val", "值", "内容"] {
        guard let value = tree.attributeString(name, of: index), !value.isEmpty else { continue }
        return .some(hint(label.field, value))
      }
      return nil
    }
    let pair = tree.children(of: index).filter { !tree.nodes[$0].isText }
    guard pair.count == 2, pair.allSatisfy({ XMLInline.holdsText($0, in: tree) }) else { return nil }
    let label = tree.content(of: pair[0])
    guard label.count <= 60, let field = MetadataLabels.field(of: Line(label.bytes)) else { return nil }
    return .some(hint(field, tree.string(of: pair[1])))
  }

  /// Fields that attributes of an element are named after: `<提案 届次="…" 编号="…">`.
  func attributes(of index: Int) -> [MetadataHint] {
    let isProposal = XMLFields.isProposal(tree.name(index))
    return tree.attributes[tree.textRange(index)].compactMap { attribute in
      let name = XMLFields.key(attribute.name)
      let field = isProposal ? XMLFields.proposalField(name) : nil
      guard !XMLFields.general.contains(name) || field != nil, attribute.value.count <= 300,
        let known = field ?? MetadataLabels.elementNames[name], isProposal || known != .addressedBody
      else { return nil }
      return hint(known, String(decoding: attribute.value, as: UTF8.self))
    }
  }

  /// Whether an element is about the proposal rather than about the reply to it.
  static func isProposal(_ name: String) -> Bool {
    let name = key(name)
    guard !["答复", "复文", "回复", "复函", "办理", "reply", "response", "answer"].contains(where: name.contains) else {
      return false
    }
    return ["proposal", "motion", "suggestion", "提案", "建议", "议案"].contains { name.hasPrefix($0) }
  }

  /// What a name means within an element about the proposal.
  static func proposalField(_ name: String) -> MetadataHint.Field? {
    if ["number", "no", "num", "code", "编号", "号", "案号", "序号"].contains(name) { return .proposalNumber }
    if ["title", "subject", "name", "题目", "标题", "名称", "案由"].contains(name) { return .proposalTitle }
    return ["type", "kind", "类型", "类别"].contains(name) ? .addressedBody : nil
  }

  /// Names of attributes that say too little where they are not labels.
  private static let general: Set<String> = [
    "title", "name", "date", "subject", "category", "result", "agency", "organ", "department", "creator", "publisher",
    "sender", "meeting", "conference", "session", "link", "url", "wz", "wh", "bt", "类别", "名称", "标题", "会议", "链接", "网址",
  ]

  private func labelText(of index: Int) -> (text: String, field: MetadataHint.Field?)? {
    for name in [
      "name", "label", "key", "role", "property", "field", "title", "type", "class", "名称", "标签", "名", "项", "字段",
    ] {
      guard let bytes = tree.attribute(name, of: index), bytes.count <= 60, !bytes.isEmpty else { continue }
      let value = String(decoding: bytes, as: UTF8.self)
      if let known = MetadataLabels.field(of: Line(value)) { return (value, known) }
      // In English the words are ambiguous where the attribute may mean something else.
      guard ["name", "key", "field", "property"].contains(name),
        let known = MetadataLabels.elementNames[XMLFields.key(value)]
      else { continue }
      return (value, known)
    }
    return nil
  }

  private func hint(_ field: MetadataHint.Field?, _ value: String) -> MetadataHint? {
    guard let field, !value.isEmpty, value.utf8.count <= 600 else { return nil }
    return MetadataHint(field: field, value: value, origin: .element)
  }
}
