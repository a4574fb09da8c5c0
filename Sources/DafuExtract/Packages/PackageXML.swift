import DafuModel

/// The XML parts of a package.
enum PackageXML {
  /// The tree of a part; nil if there is none of this name.
  static func tree(_ name: String, in package: ZipPackage, tagLimit: Int) throws(ReadFailure) -> MarkupTree? {
    guard let bytes = try package.part(name) else { return nil }
    guard let decoded = TextDecoder.decode(bytes) else {
      throw ReadFailure(.malformed, "The part \(name) is no text.")
    }
    do throws(MarkupParser.Failure) {
      let page = try XMLPrescan.scan(MappedText(source: decoded.bytes), allowsEntities: false)
      guard page.bytes.count(where: { $0 == UInt8(ascii: "<") }) <= tagLimit * 2 else {
        throw MarkupParser.Failure.tooManyTags(limit: tagLimit)
      }
      return try MarkupParser.parseXML(page).tree
    } catch {
      let failure = ReadFailure(error)
      throw ReadFailure(failure.reason, "In the part \(name): \(failure.message)")
    }
  }

  /// The name of a part that another part refers to: relative to its folder, or from the root where it begins with
  /// `/`.
  static func resolve(_ target: String, from part: String) -> String {
    let plain = String(decoding: target.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
    var folders = plain.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
    for step in plain.split(separator: "/") where step != "." {
      if step == ".." { _ = folders.popLast() } else { folders.append(String(step)) }
    }
    return folders.joined(separator: "/")
  }
}

extension MarkupTree {
  /// Indices of the elements directly inside an element.
  func elements(of index: Int) -> [Int] { children(of: index).filter { !nodes[$0].isText } }

  /// The first element of a name directly inside an element.
  func element(_ name: String, of index: Int) -> Int? {
    var child = index + 1
    while child < end(index) {
      if self.name(child) == name { return child }
      child = end(child)
    }
    return nil
  }

  /// The outermost element.
  var root: Int? { nodes.indices.first { !nodes[$0].isText } }

  /// An attribute's value as a whole number.
  func attributeNumber(_ name: String, of index: Int) -> Int? { attributeString(name, of: index).flatMap { Int($0) } }
}
