import DafuCodelists

/// A dictionary by name, found by the bytes of the names and not, as strings are, by their canonical form.
struct NameIndex<Value: Sendable>: Sendable {
  private var places = NamePlaces()
  private var values: [Value?] = []

  init() {}

  /// The names and their values, in the order in which they were added.
  var entries: [(name: String, value: Value)] {
    zip(places.names, values).compactMap { name, value in value.map { (name, $0) } }
  }

  /// Whether a name has a value, given by its bytes.
  func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { places.place(of: bytes).map { values[$0] != nil } ?? false }

  /// The value of a name.
  subscript(name: String) -> Value? {
    get { places[name].flatMap { values[$0] } }
    set {
      let (place, isNew) = places.add(name)
      if isNew { values.append(newValue) } else { values[place] = newValue }
    }
  }

  /// The value of a name, or what stands for it where the name has none.
  subscript(name: String, default value: Value) -> Value {
    get { self[name] ?? value }
    set { self[name] = newValue }
  }
}
