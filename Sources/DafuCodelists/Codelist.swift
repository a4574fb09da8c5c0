import DafuModel

/// A list of codes with its index by code, name and alias.
public struct Codelist: Sendable {
  /// The list's name: `agencies`, `areas`, `instruments`, `metrics`, `units`.
  public let name: String
  /// The codes in the file's order.
  public let codes: [Code]
  private let byCode: NamePlaces
  /// The code of each name of `byCode`, as its place in `codes`.
  private let identified: [Int]
  private let byName: NamePlaces
  /// The code of each name of `byName`, as its place in `codes`.
  private let owners: [Int]
  /// The further columns of each code, as places in `attributeColumns`.
  private let attributes: [[Attribute]]

  private struct Attribute: Sendable {
    let column: Int
    let value: String
  }

  /// Creates a list from codes already checked; `attributes` holds further columns by code.
  public init(name: String, codes: [Code], attributes: [String: [String: String]] = [:]) {
    self.init(
      name: name, codes: codes,
      rows: codes.map { code in
        Codelist.attributeColumns.indices.compactMap { column in
          attributes[code.code]?[Codelist.attributeColumns[column]].map { Attribute(column: column, value: $0) }
        }
      })
  }

  private init(
    name: String, codes: [Code], rows: [[Attribute]], byCode: NamePlaces, identified: [Int], byName: NamePlaces,
    owners: [Int]
  ) {
    self.name = name
    self.codes = codes
    attributes = rows
    self.byCode = byCode
    self.identified = identified
    self.byName = byName
    self.owners = owners
  }

  private init(name: String, codes: [Code], rows: [[Attribute]]) {
    var byCode = NamePlaces(capacity: codes.count)
    var byName = NamePlaces(capacity: codes.count * 3)
    var identified: [Int] = []
    var owners: [Int] = []
    identified.reserveCapacity(codes.count)
    owners.reserveCapacity(codes.count * 3)
    for (index, code) in codes.enumerated() {
      let (place, isNew) = byCode.add(code.code)
      if isNew { identified.append(index) } else { identified[place] = index }
      if byName.add(code.name).isNew { owners.append(index) }
      for alias in code.aliases where byName.add(alias).isNew { owners.append(index) }
    }
    self.init(
      name: name, codes: codes, rows: rows, byCode: byCode, identified: identified, byName: byName, owners: owners)
  }

  /// The code with an identifier.
  public subscript(code: String) -> Code? { byCode[code].map { codes[identified[$0]] } }

  /// The name of a code.
  public func name(of code: String) -> String? { byCode[code].map { codes[identified[$0]].name } }

  /// The code that a name or an alias belongs to.
  public func code(named name: String) -> Code? { byName[name].map { codes[owners[$0]] } }

  /// A code's cell in one of the ``attributeColumns``; nil where it is empty.
  public func attribute(_ column: String, of code: String) -> String? {
    guard let place = byCode[code].map({ identified[$0] }), !attributes[place].isEmpty,
      let wanted = Codelist.attributeColumns.firstIndex(of: column)
    else { return nil }
    return attributes[place].first { $0.column == wanted }?.value
  }

  /// A code's names that are understood only where such a name is expected (朝阳, 沪) and never looked for in running
  /// text.
  public func contextualNames(of code: String) -> [String] {
    guard let names = attribute("contextual", of: code) else { return [] }
    return names.utf8.split(separator: UInt8(ascii: "|")).map { String($0) ?? "" }
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
    let attributeColumns = Codelist.attributeColumns.enumerated().filter { text.header.contains($0.element) }
      .map { ($0.offset, column($0.element)) }
    var codes: [Code] = []
    var attributes: [[Attribute]] = []
    var identifiers = NamePlaces(capacity: text.records.count)
    var lines: [Int] = []
    var names = NamePlaces(capacity: text.records.count * 3)
    // The code of each name, as its place.
    var owners: [Int] = []
    // The same of names that are understood only in their place.
    var contextual = NamePlaces(capacity: text.records.count)
    var contextualOwners: [Int] = []
    codes.reserveCapacity(text.records.count)
    attributes.reserveCapacity(text.records.count)
    lines.reserveCapacity(text.records.count)
    owners.reserveCapacity(text.records.count * 3)
    for record in text.records {
      guard record.fields.count == text.header.count else {
        throw CodelistError(
          file: file, line: record.line,
          message: "\(record.fields.count) fields where the header has \(text.header.count)")
      }
      guard let identifier = code.field(of: record), let official = officialName.field(of: record) else {
        throw CodelistError(file: file, line: record.line, message: "code and name must not be empty")
      }
      let (own, isNewCode) = identifiers.add(identifier)
      guard isNewCode else {
        throw CodelistError(
          file: file, line: record.line, message: "the code `\(identifier)` stands already in line \(lines[own])")
      }
      lines.append(record.line)
      let aliases = aliasNames.names(of: record)
      func claim(
        _ name: String, _ names: inout NamePlaces, _ owners: inout [Int], _ others: NamePlaces, _ otherOwners: [Int]
      ) throws(CodelistError) {
        let (place, isNew) = names.add(name)
        if isNew { owners.append(own) }
        let owner = owners[place] != own ? owners[place] : others[name].map { otherOwners[$0] } ?? own
        guard owner == own else {
          throw CodelistError(
            file: file, line: record.line,
            message: "the name `\(name)` belongs already to `\(codes[owner].code)` in line \(lines[owner])")
        }
      }
      try claim(official, &names, &owners, contextual, contextualOwners)
      for alias in aliases { try claim(alias, &names, &owners, contextual, contextualOwners) }
      for name in contextualNames.names(of: record) {
        try claim(name, &contextual, &contextualOwners, names, owners)
      }
      for (name, column) in days {
        if let day = column.field(of: record), CivilDate(day) == nil {
          throw CodelistError(file: file, line: record.line, message: "`\(day)` in `\(name)` is no ISO date")
        }
      }
      var further: [Attribute] = []
      for (name, column) in attributeColumns {
        if let field = column.field(of: record) { further.append(Attribute(column: name, value: field)) }
      }
      attributes.append(further)
      codes.append(
        Code(
          code: identifier, name: official, nameEnglish: englishName.field(of: record) ?? "", aliases: aliases,
          parent: parent.field(of: record), refArea: refArea.field(of: record), domain: domain.field(of: record),
          measure: measure.field(of: record), symbol: symbol.field(of: record), scale: scale.field(of: record)))
    }
    // The place of each code's parent.
    var parents = [Int?](repeating: nil, count: codes.count)
    for (place, code) in codes.enumerated() {
      guard let parent = code.parent else { continue }
      guard let above = identifiers[parent] else {
        throw CodelistError(
          file: file, line: lines[place], message: "the parent `\(parent)` of `\(code.code)` is no code here")
      }
      parents[place] = above
    }
    for (place, code) in codes.enumerated() {
      var ancestor = parents[place]
      for _ in 0...codes.count {
        guard let current = ancestor else { break }
        if current == place {
          throw CodelistError(file: file, line: lines[place], message: "`\(code.code)` is its own ancestor")
        }
        ancestor = parents[current]
      }
    }
    self.init(
      name: name, codes: codes, rows: attributes, byCode: identifiers, identified: Array(codes.indices), byName: names,
      owners: owners)
  }
}

/// Where a column of a codelist file stands. Where the header names it twice, the later filled field counts.
private struct Column {
  private let places: [Int]

  init(_ name: String, of header: [String]) { places = header.indices.filter { header[$0] == name } }

  /// The field of a record; nil where it is empty.
  func field(of record: DelimitedText.Record) -> String? {
    if places.count == 1 {
      let field = record.fields[places[0]]
      return field.isEmpty ? nil : field
    }
    guard let last = places.last(where: { !record.fields[$0].isEmpty }) else { return nil }
    return record.fields[last]
  }

  /// The names of a field that lists some.
  func names(of record: DelimitedText.Record) -> [String] {
    guard let field = field(of: record) else { return [] }
    return field.utf8.split(separator: UInt8(ascii: "|")).map { String($0) ?? "" }
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
