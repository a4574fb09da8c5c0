import DafuModel

/// A list of codes with its index by code, name and alias.
public struct Codelist: Sendable {
  /// The list's name: `agencies`, `areas`, `instruments`, `metrics`, `units`.
  public let name: String
  /// The codes in the file's order.
  public let codes: [Code]
  private let byCode: [String: Int]
  private let byName: [String: Int]
  /// Further columns: a cell for each code, empty where it has none.
  private let attributes: [String: [String]]

  /// Creates a list from codes already checked; `attributes` holds further columns by code.
  public init(name: String, codes: [Code], attributes: [String: [String: String]] = [:]) {
    var byCode: [String: Int] = [:]
    for (index, code) in codes.enumerated() { byCode[code.code] = index }
    var columns: [String: [String]] = [:]
    for (index, code) in codes.enumerated() {
      for (column, cell) in attributes[code.code] ?? [:] {
        columns[column, default: [String](repeating: "", count: codes.count)][index] = cell
      }
    }
    self.init(name: name, codes: codes, byCode: byCode, attributes: columns)
  }

  private init(name: String, codes: [Code], byCode: [String: Int], attributes: [String: [String]]) {
    self.name = name
    self.codes = codes
    self.byCode = byCode
    self.attributes = attributes
    var byName: [String: Int] = [:]
    byName.reserveCapacity(codes.count * 2)
    for (index, code) in codes.enumerated() {
      Codelist.note(code.name, index, in: &byName)
      for alias in code.aliases { Codelist.note(alias, index, in: &byName) }
    }
    self.byName = byName
  }

  /// Notes whose a name is; the first owner keeps it.
  private static func note(_ name: String, _ index: Int, in byName: inout [String: Int]) {
    // One look-up: the default is stored only where there is no owner.
    byName[name, default: index] |= 0
  }

  /// The code with an identifier.
  public subscript(code: String) -> Code? { byCode[code].map { codes[$0] } }

  /// The code that a name or an alias belongs to.
  public func code(named name: String) -> Code? { byName[name].map { codes[$0] } }

  /// A code's cell in one of the ``attributeColumns``; nil where it is empty.
  public func attribute(_ column: String, of code: String) -> String? {
    guard let cells = attributes[column], let index = byCode[code], !cells[index].isEmpty else { return nil }
    return cells[index]
  }

  /// A code's names that are understood only where such a name is expected (朝阳, 沪) and never looked for in running
  /// text.
  public func contextualNames(of code: String) -> [String] {
    (attribute("contextual", of: code) ?? "").split(separator: "|").map(String.init)
  }

  /// Whether a code only heads others (贷款类) and is never recognized in text.
  public func isClass(_ code: String) -> Bool { attribute("kind", of: code) == "class" }

  /// The columns that a codelist file may have; `code` and `name` must be there.
  public static let columns =
    [
      "code", "name", "name_en", "aliases", "parent", "ref_area", "domain", "measure", "symbol", "scale",
    ] + attributeColumns

  /// The columns that only some lists have: `contextual` names, the `level` of an area, the `kind` of a code (`class`,
  /// `former`, `government`, `party`), the days on which it became and ceased to be, and the code that followed.
  public static let attributeColumns = ["contextual", "level", "kind", "valid_from", "valid_to", "successor"]

  /// Reads a codelist file and checks it: known columns, no code twice, no name or alias of two codes, no unknown
  /// parent, no circle of parents. Throws the first fault with its file and line.
  public init(name: String, file: String, bytes: [UInt8]) throws(CodelistError) {
    let text: DelimitedText
    do { text = try DelimitedText(bytes) } catch {
      throw CodelistError(file: file, line: error.line, message: error.message)
    }
    for column in text.header where !Codelist.columns.contains(column) {
      throw CodelistError(
        file: file, line: 1,
        message: "unknown column `\(column)`; a codelist has \(Codelist.columns.joined(separator: ", "))")
    }
    for column in ["code", "name"] where !text.header.contains(column) {
      throw CodelistError(file: file, line: 1, message: "the column `\(column)` is missing")
    }
    func column(_ name: String) -> Column { Column(name, of: text.header) }
    let (code, officialName, englishName) = (column("code"), column("name"), column("name_en"))
    let (aliasNames, contextualNames) = (column("aliases"), column("contextual"))
    let (parent, refArea, domain) = (column("parent"), column("ref_area"), column("domain"))
    let (measure, symbol, scale) = (column("measure"), column("symbol"), column("scale"))
    let days = ["valid_from", "valid_to"].map { (name: $0, column: column($0)) }
    let attributeColumns = Codelist.attributeColumns.filter(text.header.contains).map { ($0, column($0)) }
    var codes: [Code] = []
    var byCode: [String: Int] = [:]
    var attributes = attributeColumns.map { _ in [String]() }
    var owners: [NameBytes: Int] = [:]
    codes.reserveCapacity(text.records.count)
    byCode.reserveCapacity(text.records.count)
    owners.reserveCapacity(text.records.count * 2)
    for (index, record) in text.records.enumerated() {
      guard record.fields.count == text.header.count else {
        throw CodelistError(
          file: file, line: record.line,
          message: "\(record.fields.count) fields where the header has \(text.header.count)")
      }
      guard let identifier = code.field(of: record), let official = officialName.field(of: record) else {
        throw CodelistError(file: file, line: record.line, message: "code and name must not be empty")
      }
      if let earlier = byCode.updateValue(index, forKey: identifier) {
        throw CodelistError(
          file: file, line: record.line,
          message: "the code `\(identifier)` stands already in line \(text.records[earlier].line)")
      }
      func claim(_ name: String) throws(CodelistError) {
        if let owner = owners.updateValue(index, forKey: NameBytes(name)), owner != index {
          throw CodelistError(
            file: file, line: record.line,
            message: "the name `\(name)` belongs already to `\(codes[owner].code)` in line \(text.records[owner].line)")
        }
      }
      let aliases = aliasNames.names(of: record)
      try claim(official)
      for alias in aliases { try claim(alias) }
      for contextual in contextualNames.names(of: record) { try claim(contextual) }
      for (name, column) in days {
        if let day = column.field(of: record), CivilDate(day) == nil {
          throw CodelistError(file: file, line: record.line, message: "`\(day)` in `\(name)` is no ISO date")
        }
      }
      for (place, column) in attributeColumns.enumerated() {
        attributes[place].append(column.1.field(of: record) ?? "")
      }
      codes.append(
        Code(
          code: identifier, name: official, nameEnglish: englishName.field(of: record) ?? "", aliases: aliases,
          parent: parent.field(of: record), refArea: refArea.field(of: record), domain: domain.field(of: record),
          measure: measure.field(of: record), symbol: symbol.field(of: record), scale: scale.field(of: record)))
    }
    let parents = codes.map { $0.parent.map { byCode[$0] ?? -1 } }
    for (index, code) in codes.enumerated() {
      guard let parent = code.parent, var ancestor = parents[index] else { continue }
      guard ancestor >= 0 else {
        throw CodelistError(
          file: file, line: text.records[index].line,
          message: "the parent `\(parent)` of `\(code.code)` is no code here")
      }
      for _ in 0...codes.count {
        if ancestor == index {
          throw CodelistError(
            file: file, line: text.records[index].line, message: "`\(code.code)` is its own ancestor")
        }
        guard let next = parents[ancestor], next >= 0 else { break }
        ancestor = next
      }
    }
    self.init(
      name: name, codes: codes, byCode: byCode,
      attributes: Dictionary(zip(attributeColumns.map(\.0), attributes)) { first, _ in first })
  }
}

/// Where a column of a codelist file stands. Where the header names it twice, the later filled field counts.
private struct Column {
  private let places: [Int]

  init(_ name: String, of header: [String]) { places = header.indices.filter { header[$0] == name } }

  /// The field of a record; nil where it is empty.
  func field(of record: DelimitedText.Record) -> String? {
    guard let last = places.last(where: { !record.fields[$0].isEmpty }) else { return nil }
    return record.fields[last]
  }

  /// The names of a field that lists some.
  func names(of record: DelimitedText.Record) -> [String] {
    guard let field = field(of: record) else { return [] }
    return field.utf8.split(separator: UInt8(ascii: "|")).map { String($0) ?? "" }
  }
}

/// A name that is told from others by its bytes: comparing ideographs by the rules of Unicode takes most of the time that
/// reading a list would.
private struct NameBytes: Hashable {
  private let name: String

  init(_ name: String) { self.name = name }

  static func == (left: NameBytes, right: NameBytes) -> Bool {
    left.name.utf8.elementsEqual(right.name.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var name = name
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// What is wrong with a codelist, and where.
public struct CodelistError: Error, CustomStringConvertible {
  /// The file as named to the reader.
  public let file: String
  /// The line, counted from 1.
  public let line: Int
  /// What is wrong.
  public let message: String

  /// `agencies.csv:3: …`
  public var description: String { "\(file):\(line): \(message)" }
}
