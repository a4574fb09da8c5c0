/// Memory that is filled once and then only read, outside of the reach of reference counting: the inner loops over a
/// lexicon or a text only read it.
///
/// It knows no bounds. Whoever owns one, a class so that copies of what holds it cost nothing, hands out elements only at
/// places that it has checked or made itself.
struct RawTable<Element: BitwiseCopyable>: ~Copyable {
  /// The elements.
  let base: UnsafeMutablePointer<Element>

  /// creates a table of the elements of an array.
  init(_ elements: [Element]) {
    base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.initialize(from: start, count: source.count) }
    }
  }

  /// creates a table that somebody has yet to fill.
  init(capacity: Int) { base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, capacity)) }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(place: Int) -> Element { base[place] }
}
