/// The entities that a document type declares, as far as each stands for a few plain characters.
///
/// `<!ENTITY sp "　">` and `<!ENTITY nbsp "&#160;">` are a publisher's shorthand and read as what they stand for. Whatever else
/// an entity can be is refused, the document with it: files and addresses, entities in entities, markup, long text.
struct EntityDeclarations {
  /// How many bytes an entity may stand for, and how many a document may declare. A reference has three bytes at least, so a
  /// document grows eightfold at most.
  private static let longest = 24
  private static let most = 64
  /// How long a name may be: a longer one could not be told from a bare ampersand.
  static let longestName = 32

  private var texts: [[UInt8]: [UInt8]] = [:]

  /// No entities.
  static let none = EntityDeclarations()

  /// What a reference stands for; nil for a name that is not declared.
  subscript(name: ArraySlice<UInt8>) -> [UInt8]? { texts.isEmpty ? nil : texts[Array(name)] }

  /// Reads the declaration at a place (`<!ENTITY`) and returns where it ends; nil for one that is refused.
  mutating func read(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = EntityDeclarations.afterSpace(bytes, start + "<!ENTITY".utf8.count)
    let name = index
    while index < bytes.count, ByteSearch.isNameByte(bytes[index], first: index == name) { index += 1 }
    let nameEnd = index
    index = EntityDeclarations.afterSpace(bytes, index)
    guard nameEnd > name, nameEnd - name <= EntityDeclarations.longestName, index > nameEnd, index < bytes.count,
      texts.count < EntityDeclarations.most,
      bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
      let close = ByteSearch.firstIndex(of: bytes[index], in: bytes[...], from: index + 1),
      let text = EntityDeclarations.plain(bytes[(index + 1)..<close])
    else { return nil }
    let end = EntityDeclarations.afterSpace(bytes, close + 1)
    guard end < bytes.count, bytes[end] == UInt8(ascii: ">") else { return nil }
    // Of two declarations of one name the first holds (XML 1.0, 4.2).
    let key = Array(bytes[name..<nameEnd])
    if texts[key] == nil { texts[key] = text }
    return end + 1
  }

  private static func afterSpace(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index
  }

  /// A few plain characters, numbered ones (`&#160;`, `&#x3000;`) written out; nil for anything else.
  private static func plain(_ value: ArraySlice<UInt8>) -> [UInt8]? {
    guard value.count <= longest else { return nil }
    var text: [UInt8] = []
    var index = value.startIndex
    while index < value.endIndex {
      switch value[index] {
      case UInt8(ascii: "<"), UInt8(ascii: "%"): return nil
      case UInt8(ascii: "&"):
        guard let close = value[index...].firstIndex(of: UInt8(ascii: ";")), close > index + 2,
          value[index + 1] == UInt8(ascii: "#"),
          let scalar = number(value[(index + 2)..<close]).flatMap(Unicode.Scalar.init),
          scalar.value >= 0x20, scalar != "<", scalar != "&"
        else { return nil }
        text.append(scalar: scalar.value)
        index = close + 1
      default:
        text.append(value[index])
        index += 1
      }
    }
    return text
  }

  /// The number of a character, decimal or behind `x` hexadecimal.
  private static func number(_ digits: ArraySlice<UInt8>) -> UInt32? {
    let isHexadecimal = digits.first == UInt8(ascii: "x")
    return UInt32(
      String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
  }
}
