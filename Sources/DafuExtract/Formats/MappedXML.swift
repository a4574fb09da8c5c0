import DafuModel

/// Reads a publisher's own schema by a mapping: an XPath expression a field.
struct MappedXML {
  let tree: MarkupTree
  let page: MappedText
  let mapping: XMLMapping
  let tagLimit: Int

  func read() throws(ReadFailure) -> Reading {
    var reading = Reading()
    let results: [XMLMapping.Field: [XPathResult]]
    do {
      results = try XPathQuery.evaluate(mapping.fields, prefixes: mapping.prefixes, in: page)
    } catch {
      throw ReadFailure(error)
    }
    for (field, target) in MappedXML.fields {
      for result in results[field] ?? [] where !result.text.isEmpty {
        reading.hints.append(.init(field: target, value: result.text, origin: .mapping))
      }
    }
    let elements = tree.nodes.indices.filter { !tree.nodes[$0].isText }
    for result in results[.body] ?? [] {
      guard let ordinal = result.element, elements.indices.contains(ordinal) else { continue }
      XMLBlocks(tree: tree, tagLimit: tagLimit) { index in
        ["num", "序号"].contains(tree.name(index))
          ? .number : ["heading", "title", "标题"].contains(tree.name(index)) ? .role(.heading(1)) : .plain
      }.append(elements[ordinal], to: &reading)
    }
    return reading
  }

  private static let fields: [(XMLMapping.Field, MetadataHint.Field)] = [
    (.title, .title), (.number, .documentNumber), (.date, .date), (.published, .published), (.issuer, .issuingBody),
    (.session, .session), (.proposalNumber, .proposalNumber), (.proposalTitle, .proposalTitle),
    (.coAgencies, .coAgencies),
    (.disposition, .disposition), (.disclosure, .disclosure), (.url, .url),
  ]
}
