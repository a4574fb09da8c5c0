import CLibXML2

/// What an expression found.
struct XPathResult: Sendable {
  /// The text, its white space normalized.
  var text: String
  /// For elements, which of the document's elements it is, counted in document order.
  var element: Int?
}

/// XPath 1.0 over a scanned document.
enum XPathQuery {
  static func evaluate(
    _ expressions: [XMLMapping.Field: String], prefixes: [String: String], in page: MappedText
  ) throws(MarkupParser.Failure) -> [XMLMapping.Field: [XPathResult]] {
    let options =
      XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
      | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    let document = page.bytes.withUnsafeBytes { buffer in
      xmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, "UTF-8",
        Int32(options))
    }
    guard let document, let context = xmlXPathNewContext(document) else { throw .outOfMemory }
    defer {
      xmlXPathFreeContext(context)
      xmlFreeDoc(document)
    }
    for (prefix, address) in prefixes { xmlXPathRegisterNs(context, prefix, address) }
    let ordinals = ordinals(of: document)
    var found: [XMLMapping.Field: [XPathResult]] = [:]
    for (field, expression) in expressions {
      guard let object = xmlXPathEvalExpression(expression, context) else { continue }
      defer { xmlXPathFreeObject(object) }
      found[field] = results(of: object, ordinals: ordinals)
    }
    return found
  }

  private static func results(
    of object: xmlXPathObjectPtr, ordinals: [UnsafeMutableRawPointer: Int]
  ) -> [XPathResult] {
    guard object.pointee.type == XPATH_NODESET else {
      guard let text = xmlXPathCastToString(object) else { return [] }
      defer { dafu_xml_free(text) }
      return [XPathResult(text: normalized(text), element: nil)]
    }
    guard let set = object.pointee.nodesetval else { return [] }
    var found: [XPathResult] = []
    for index in 0..<Int(set.pointee.nodeNr) {
      guard let node = set.pointee.nodeTab[index] else { continue }
      var text = ""
      if let content = xmlNodeGetContent(node) {
        text = normalized(content)
        dafu_xml_free(content)
      }
      found.append(XPathResult(text: text, element: ordinals[UnsafeMutableRawPointer(node)]))
    }
    return found
  }

  private static func normalized(_ text: UnsafeMutablePointer<xmlChar>) -> String {
    SpaceNormalizer.oneLine(MappedText(source: Array(String(cString: text).utf8))).string
  }

  /// Every element's place in document order.
  private static func ordinals(of document: xmlDocPtr) -> [UnsafeMutableRawPointer: Int] {
    var ordinals: [UnsafeMutableRawPointer: Int] = [:]
    var node = xmlDocGetRootElement(document)
    while let current = node {
      if current.pointee.type == XML_ELEMENT_NODE { ordinals[UnsafeMutableRawPointer(current)] = ordinals.count }
      if current.pointee.type == XML_ELEMENT_NODE, let child = current.pointee.children {
        node = child
        continue
      }
      var up: xmlNodePtr? = current
      while let place = up, place.pointee.next == nil {
        up = place.pointee.parent
        if up?.pointee.type != XML_ELEMENT_NODE { up = nil }
      }
      node = up?.pointee.next
    }
    return ordinals
  }
}
