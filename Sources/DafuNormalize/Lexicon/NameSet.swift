import DafuCodelists

/// Names that are looked up by their bytes: a list asks each of them in turn.
struct NameSet: Sendable, ExpressibleByArrayLiteral {
  private var places = NamePlaces()

  init(arrayLiteral names: String...) {
    for name in names { _ = places.add(name) }
  }

  /// Whether a name is one of them.
  func contains(_ name: String) -> Bool { places[name] != nil }
}
