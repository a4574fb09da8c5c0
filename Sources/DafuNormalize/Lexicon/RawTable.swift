import Glibc

/// Memory that is filled once and then only read, outside of the reach of reference counting: the inner loops over a
/// lexicon or a text only read it.
///
/// It knows no bounds. Whoever owns one, a class so that copies of what holds it cost nothing, hands out elements only at
/// places that it has checked or made itself.
struct RawTable<Element: BitwiseCopyable>: ~Copyable {
  /// The elements.
  let base: UnsafeMutablePointer<Element>

  /// Creates a table of the elements of an array.
  init(_ elements: [Element]) {
    self.init(capacity: elements.count)
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.initialize(from: start, count: source.count) }
    }
  }

  /// Creates a table that somebody has yet to fill.
  init(capacity: Int) {
    // Swift's own allocation asks for memory aligned as any memory is, in a way that takes twice as long.
    let size = max(1, capacity) * MemoryLayout<Element>.stride
    base =
      malloc(size).map { $0.bindMemory(to: Element.self, capacity: max(1, capacity)) }
      ?? UnsafeMutablePointer<Element>.allocate(capacity: .max)
  }

  /// Creates a table of so many elements whose bits are all zero, which have to be a value.
  init(zeroed count: Int) {
    let count = max(1, count)
    base =
      calloc(count, MemoryLayout<Element>.stride).map { $0.bindMemory(to: Element.self, capacity: count) }
      ?? UnsafeMutablePointer<Element>.allocate(capacity: .max)
  }

  /// Creates a table of so many elements of one value.
  init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: element, count: count)
  }

  deinit { free(base) }

  @inline(__always)
  subscript(place: Int) -> Element { base[place] }
}
