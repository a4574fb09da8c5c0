import CLibXML2
import DafuModel

/// The door to libxml2: bytes of XML to a `MarkupTree`. HTML has a parser of its own (`HTMLParser`).
///
/// The library is always given valid UTF-8 with the encoding forced, never the network, never a document type, and it
/// expands no entity beyond the predefined ones. It runs as a stream of events into flat arrays, so that neither the
/// depth nor the number of the elements lives in C structures.
enum MarkupParser {
  /// Why markup could not be read.
  enum Failure: Error, Equatable {
    case tooManyTags(limit: Int)
    case tooDeep(limit: Int)
    case declaresEntities(line: Int)
    case notWellFormed(line: Int, message: String)
    case outOfMemory
  }

  /// How deep elements may nest.
  static let depthLimit = 2_000

  /// The XML parse of a document that was scanned before. Small faults that leave every element closed are mended.
  static func parseXML(_ page: MappedText) throws(Failure) -> (tree: MarkupTree, repairedAtLine: Int?) {
    _ = initialized
    let builder = MarkupBuilder(page: page, depthLimit: depthLimit)
    let size = Int32(clamping: page.count)
    guard size > 0 else { throw .notWellFormed(line: 1, message: "no element") }
    let parsed = page.bytes.withUnsafeBytes { buffer -> Bool in
      guard let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        let context = xmlCreateMemoryParserCtxt(base, size)
      else { return false }
      defer { xmlFreeParserCtxt(context) }
      let options =
        XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      xmlCtxtUseOptions(context, Int32(options))
      xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      installXMLHandlers(on: context)
      builder.context = context
      withExtendedLifetime(builder) {
        context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
        xmlParseDocument(context)
      }
      builder.context = nil
      if context.pointee.wellFormed == 0 {
        builder.errorLine = Int(context.pointee.lastError.line)
        if let message = context.pointee.lastError.message {
          builder.errorMessage = String(cString: message).trimmingLineEnd
        }
      }
      return true
    }
    guard parsed else { throw .outOfMemory }
    if builder.isTooDeep { throw .tooDeep(limit: depthLimit) }
    guard builder.depth == 0, builder.hasElements else {
      throw .notWellFormed(line: builder.errorLine ?? 1, message: builder.errorMessage)
    }
    return (builder.finished(), builder.errorLine)
  }

  private static let initialized: Void = xmlInitParser()

  private static func installXMLHandlers(on context: xmlParserCtxtPtr) {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { user, name, _, uri, _, _, count, _, attributes in
      guard let builder = MarkupBuilder.from(user), let name else { return }
      builder.startElement(name, namespace: uri, count: Int(count), attributes: attributes)
    }
    handler.endElementNs = { user, _, _, _ in MarkupBuilder.from(user)?.endElement() }
    handler.characters = { user, text, count in MarkupBuilder.from(user)?.characters(text, count) }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    context.pointee.sax.pointee = handler
  }
}

extension String {
  fileprivate var trimmingLineEnd: String {
    var copy = self
    while let last = copy.last, last.isNewline || last == " " { copy.removeLast() }
    return copy
  }
}
