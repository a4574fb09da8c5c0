/// Tables drawn with rules: level and upright lines that make a grid.
struct RuledTable: Sendable {
  /// A cell of the grid with the rows and columns that it covers.
  struct Cell: Sendable {
    var row: Int
    var column: Int
    var rows: Int
    var columns: Int
    var box: LayoutBox
  }

  var box: LayoutBox
  var rowCount: Int
  var columnEdges: [Int]
  var cells: [Cell]
}

/// Finds ruled tables on a page.
enum RuledTables {
  /// How far apart the ends of rules may be that meet: 3 points.
  private static let slack = 300
  private static let edgeLimit = 400
  private static let ruleLimit = 4000

  static func tables(of page: LayoutPage) -> [RuledTable] {
    guard page.rules.count >= 4 else { return [] }
    let level = joined(
      page.rules.filter(\.isLevel).prefix(ruleLimit).map {
        Span(place: ($0.top + $0.bottom) / 2, low: $0.left, high: $0.right)
      })
    let upright = joined(
      page.rules.filter { !$0.isLevel }.prefix(ruleLimit).map {
        Span(place: ($0.left + $0.right) / 2, low: $0.top, high: $0.bottom)
      })
    // A rule of a grid meets two across it; strokes of characters and underlines do not.
    let crossed = level.filter { rule in upright.count { meets(rule, $0) } >= 2 }
    let framed = upright.filter { rule in crossed.count { meets($0, rule) } >= 2 }
    return groups(crossed, framed).compactMap { table(level: $0.level, upright: $0.upright) }
      .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
  }

  /// A rule: its place across its direction, and from where to where it goes.
  struct Span: Hashable {
    var place: Int
    var low: Int
    var high: Int
  }

  /// Pieces of one rule as one: cells are drawn one by one.
  private static func joined(_ spans: [Span]) -> [Span] {
    let sorted = spans.sorted { ($0.place, $0.low, $0.high) < ($1.place, $1.low, $1.high) }
    // Rules at nearly one place are one; each group has the place of its first.
    var groups: [[Span]] = []
    for span in sorted {
      if let first = groups.last?.first, span.place - first.place <= slack / 2 {
        groups[groups.count - 1].append(span)
      } else {
        groups.append([span])
      }
    }
    var out: [Span] = []
    for group in groups {
      let place = group.map(\.place).reduce(0, +) / group.count
      for span in group.sorted(by: { ($0.low, $0.high) < ($1.low, $1.high) }) {
        if let last = out.last, last.place == place, span.low <= last.high + slack {
          out[out.count - 1].high = max(last.high, span.high)
        } else {
          out.append(Span(place: place, low: span.low, high: span.high))
        }
      }
    }
    return out
  }

  private static func meets(_ level: Span, _ upright: Span) -> Bool {
    upright.place >= level.low - slack && upright.place <= level.high + slack && level.place >= upright.low - slack
      && level.place <= upright.high + slack
  }

  /// Rules that meet, directly or through others.
  private static func groups(_ level: [Span], _ upright: [Span]) -> [(level: [Span], upright: [Span])] {
    guard level.count * upright.count <= 1_000_000 else { return [] }
    var parent = Array(0..<(level.count + upright.count))
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index {
        parent[index] = parent[parent[index]]
        index = parent[index]
      }
      return index
    }
    for (row, rule) in level.enumerated() {
      for (column, other) in upright.enumerated() where meets(rule, other) {
        let (one, two) = (root(row), root(level.count + column))
        if one != two { parent[max(one, two)] = min(one, two) }
      }
    }
    var found: [Int: (level: [Span], upright: [Span])] = [:]
    for (index, rule) in level.enumerated() { found[root(index), default: ([], [])].level.append(rule) }
    for (index, rule) in upright.enumerated() {
      found[root(level.count + index), default: ([], [])].upright.append(rule)
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func edges(_ places: [Int]) -> [Int] {
    var out: [Int] = []
    for place in places.sorted() where out.last.map({ place - $0 > slack }) ?? true { out.append(place) }
    return out
  }

  private static func table(level: [Span], upright: [Span]) -> RuledTable? {
    let rows = edges(level.map(\.place))
    let columns = edges(upright.map(\.place))
    // Tables with three rules and open sides have no upright rule at the edges; those are found by alignment.
    guard rows.count >= 2, columns.count >= 3, rows.count <= edgeLimit, columns.count <= edgeLimit,
      (rows.count - 1) * (columns.count - 1) <= 20_000
    else { return nil }
    func hasLevel(_ row: Int, _ column: Int) -> Bool {
      let middle = (columns[column] + columns[column + 1]) / 2
      return level.contains { abs($0.place - rows[row]) <= slack && $0.low <= middle && $0.high >= middle }
    }
    func hasUpright(_ column: Int, _ row: Int) -> Bool {
      let middle = (rows[row] + rows[row + 1]) / 2
      return upright.contains { abs($0.place - columns[column]) <= slack && $0.low <= middle && $0.high >= middle }
    }
    var taken = Set<Int>()
    var cells: [RuledTable.Cell] = []
    let width = columns.count - 1
    for row in 0..<(rows.count - 1) {
      for column in 0..<width where !taken.contains(row * width + column) {
        var right = column + 1
        while right < width, !hasUpright(right, row), !taken.contains(row * width + right) { right += 1 }
        var bottom = row + 1
        while bottom < rows.count - 1, !hasLevel(bottom, column) { bottom += 1 }
        for one in row..<bottom { for two in column..<right { taken.insert(one * width + two) } }
        cells.append(
          .init(
            row: row, column: column, rows: bottom - row, columns: right - column,
            box: LayoutBox(left: columns[column], top: rows[row], right: columns[right], bottom: rows[bottom])))
      }
    }
    guard cells.count >= 2 else { return nil }
    return RuledTable(
      box: LayoutBox(left: columns[0], top: rows[0], right: columns[width], bottom: rows[rows.count - 1]),
      rowCount: rows.count - 1, columnEdges: columns, cells: cells)
  }
}
