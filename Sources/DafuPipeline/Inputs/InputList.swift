/// Inputs in the order of their paths' bytes, packed: a run holds the list to its end, and of a hundred thousand
/// inputs it takes some megabytes.
struct InputList: RandomAccessCollection, Sendable {
  /// The paths, one behind the other.
  private var bytes: [UInt8] = []
  /// Where each path ends in `bytes`.
  private var ends: [Int] = []
  /// Which folder each path is relative to: a place in `folders`; -1 where the input is one of `others`.
  private var folderPlaces: [Int32] = []
  /// Folders, with their closing `/`.
  private var folders: [[UInt8]] = []
  /// The few inputs that are not what folder and path say, by place: rejected ones, copies, files of another name.
  private var others: [Int: DiscoveredInput] = [:]

  /// Packs inputs that are in order.
  init(_ inputs: [DiscoveredInput]) {
    ends.reserveCapacity(inputs.count)
    folderPlaces.reserveCapacity(inputs.count)
    bytes.reserveCapacity(inputs.reduce(0) { $0 + $1.path.utf8.count })
    var places: [[UInt8]: Int32] = [:]
    for (index, input) in inputs.enumerated() {
      bytes.append(contentsOf: input.path.utf8)
      ends.append(bytes.count)
      guard let folder = InputList.folder(of: input) else {
        folderPlaces.append(-1)
        others[index] = input
        continue
      }
      if let last = folderPlaces.last, last >= 0, folder.elementsEqual(folders[Int(last)]) {
        folderPlaces.append(last)
        continue
      }
      let name = Array(folder)
      let place = places[name] ?? Int32(clamping: folders.count)
      if Int(place) == folders.count {
        folders.append(name)
        places[name] = place
      }
      folderPlaces.append(place)
    }
  }

  /// What stands before the path where the input is; nil where more must be said of it.
  private static func folder(of input: DiscoveredInput) -> ArraySlice<UInt8>? {
    guard input.rejection == nil, input.copy == nil else { return nil }
    let location = input.location.bytes
    let count = location.count - input.path.utf8.count
    guard count > 0, location[count - 1] == UInt8(ascii: "/"), location[count...].elementsEqual(input.path.utf8)
    else { return nil }
    return location[..<count]
  }

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  private func pathBytes(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

  subscript(index: Int) -> DiscoveredInput {
    if let other = others[index] { return other }
    let path = pathBytes(index)
    return DiscoveredInput(
      path: String(decoding: path, as: UTF8.self),
      location: FileSystemPath(bytes: folders[Int(folderPlaces[index])] + path), rejection: nil)
  }

  /// Whether a copy stands in for the input at a place.
  func isCopy(at index: Int) -> Bool { others[index]?.copy != nil }

  /// Whether the path at a place stands before another.
  func path(at index: Int, precedes path: String) -> Bool {
    pathBytes(index).lexicographicallyPrecedes(path.utf8)
  }

  /// Whether the path at a place is this one.
  func path(at index: Int, is path: String) -> Bool { pathBytes(index).elementsEqual(path.utf8) }

  /// Where an input stands, by its path.
  func index(of path: String) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self.path(at: middle, precedes: path) { low = middle + 1 } else { high = middle }
    }
    return low < count && self.path(at: low, is: path) ? low : nil
  }
}
