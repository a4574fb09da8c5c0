import CLibXML2

/// Character references by number and by HTML's names.
enum CharacterReference {
  /// The scalar that `#160`, `#xA0` or `nbsp` stands for.
  static func scalar(_ name: ArraySlice<UInt8>) -> UInt32? {
    let text = String(decoding: name, as: UTF8.self)
    if text.hasPrefix("#") {
      let digits = text.dropFirst()
      let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return value.flatMap(Unicode.Scalar.init).map(\.value)
    }
    return htmlEntityLookup(text).map { $0.pointee.value }
  }
}
