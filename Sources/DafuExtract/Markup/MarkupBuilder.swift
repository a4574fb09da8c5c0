import CLibXML2
import Glibc

/// Collects the parser's events into a `MarkupTree`, with the place of every piece of text.
final class MarkupBuilder {
  var context: UnsafeMutablePointer<xmlParserCtxt>?
  var errorLine: Int?
  var errorMessage = ""
  private(set) var isTooDeep = false

  private let page: MappedText
  private let depthLimit: Int
  private var tree = MarkupTree()
  private var open: [Int32] = []
  private var nameIDs: [String: Int32] = [:]
  /// Where in the page the last piece of text ended: the next one cannot begin before.
  private var textEnd = 0

  init(page: MappedText, depthLimit: Int) {
    self.page = page
    self.depthLimit = depthLimit
    tree.text.reserve(page.count / 2)
  }

  static func from(_ user: UnsafeMutableRawPointer?) -> MarkupBuilder? {
    user.map { Unmanaged<MarkupBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  var depth: Int { open.count }
  var hasElements: Bool { tree.nodes.contains { !$0.isText } }

  func finished() -> MarkupTree {
    while !open.isEmpty { endElement() }
    return tree
  }

  // MARK: Events

  func startElement(
    _ name: UnsafePointer<xmlChar>, namespace: UnsafePointer<xmlChar>?, count: Int,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    let low = tree.attributes.count
    if let attributes {
      // Five pointers an attribute: local name, prefix, namespace, first and last byte of the value.
      for index in 0..<count {
        guard let name = attributes[index * 5], let first = attributes[index * 5 + 3],
          let last = attributes[index * 5 + 4]
        else { continue }
        let value = UnsafeBufferPointer(start: first, count: min(last - first, 65_536))
        tree.attributes.append(.init(name: String(cString: name).lowercased(), value: Array(value)))
      }
    }
    push(intern(String(cString: name), namespace: namespace.map { String(cString: $0) } ?? ""), attributes: low)
  }

  func endElement() {
    guard let index = open.popLast() else { return }
    tree.nodes[Int(index)].end = Int32(tree.nodes.count)
  }

  func characters(_ pointer: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let pointer, count > 0, !isTooDeep else { return }
    let chunk = UnsafeBufferPointer(start: pointer, count: Int(count))
    let low = tree.text.count
    appendMapped(chunk)
    let high = tree.text.count
    if let last = tree.nodes.last, last.isText, last.parent == open.last ?? -1, Int(last.high) == low {
      tree.nodes[tree.nodes.count - 1] = .init(
        name: -1, parent: last.parent, end: last.end, low: last.low, high: Int32(high))
      return
    }
    tree.nodes.append(
      .init(
        name: -1, parent: open.last ?? -1, end: Int32(tree.nodes.count + 1), low: Int32(low), high: Int32(high)))
  }

  // MARK: Places

  /// The parser's position after the piece that it just reported.
  private var position: Int {
    guard let input = context?.pointee.input else { return textEnd }
    return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
  }

  private func appendMapped(_ chunk: UnsafeBufferPointer<xmlChar>) {
    let here = min(position, page.count)
    // A full buffer is reported before the parser steps over its last character: up to four bytes later.
    for delay in 0...4 {
      let end = here + delay
      let start = end - chunk.count
      guard start >= textEnd, end <= page.count else { continue }
      if stands(chunk, at: start) {
        tree.text.append(page, start..<end)
        textEnd = end
        return
      }
    }
    appendReference(chunk, endingAt: here)
  }

  private func stands(_ chunk: UnsafeBufferPointer<xmlChar>, at start: Int) -> Bool {
    page.bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let other = chunk.baseAddress else { return chunk.isEmpty }
      return memcmp(base + start, other, chunk.count) == 0
    }
  }

  /// A character reference, or text in which the parser mended something: traced as far as it can be.
  private func appendReference(_ chunk: UnsafeBufferPointer<xmlChar>, endingAt here: Int) {
    if chunk.count <= 8, here > textEnd {
      var start = here - 1
      while start > textEnd, here - start < 40, page.bytes[start] != UInt8(ascii: "&") { start -= 1 }
      if page.bytes[start] == UInt8(ascii: "&") {
        tree.text.append(chunk, replacing: page.source(of: start))
        textEnd = here
        return
      }
    }
    var cursor = textEnd
    for byte in chunk {
      var probe = cursor
      while probe < here, probe - cursor < 16, page.bytes[probe] != byte { probe += 1 }
      if probe < here, page.bytes[probe] == byte {
        tree.text.append(page, probe..<(probe + 1))
        cursor = probe + 1
      } else {
        tree.text.append(unmapped: CollectionOfOne(byte))
      }
    }
    textEnd = max(textEnd, min(here, page.count))
  }

  // MARK: Nodes

  private func push(_ name: Int32, attributes low: Int) {
    guard open.count < depthLimit else {
      isTooDeep = true
      if let context { xmlStopParser(context) }
      return
    }
    let index = Int32(tree.nodes.count)
    tree.nodes.append(
      .init(
        name: name, parent: open.last ?? -1, end: index + 1, low: Int32(low), high: Int32(tree.attributes.count)))
    open.append(index)
  }

  private func intern(_ name: String, namespace: String) -> Int32 {
    let key = namespace.isEmpty ? name : namespace + " " + name
    if let known = nameIDs[key] { return known }
    let id = Int32(tree.names.count)
    tree.names.append(name)
    tree.namespaces.append(namespace)
    nameIDs[key] = id
    return id
  }
}
