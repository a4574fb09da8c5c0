/// A dictionary by name, hashed by the bytes of the names and not, as strings are, by their canonical form.
struct NameIndex<Value: Sendable>: Sendable {
  private struct Key: Hashable, Sendable {
    let name: String

    static func == (left: Key, right: Key) -> Bool { left.name == right.name }

    func hash(into hasher: inout Hasher) {
      var name = name
      name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private var values: [Key: Value] = [:]

  init() {}

  /// The names and their values, in no order.
  var entries: [(name: String, value: Value)] { values.map { ($0.key.name, $0.value) } }

  /// The value of a name.
  subscript(name: String) -> Value? {
    get { values[Key(name: name)] }
    set { values[Key(name: name)] = newValue }
  }

  /// The value of a name, or what stands for it where the name has none.
  subscript(name: String, default value: Value) -> Value {
    get { values[Key(name: name)] ?? value }
    _modify { yield &values[Key(name: name), default: value] }
  }
}
