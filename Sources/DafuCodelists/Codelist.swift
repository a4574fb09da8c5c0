import DafuModel

/// A list of codes with its index by code, name and alias.
public struct Codelist: Sendable {
  /// The list's name: `agencies`, `areas`, `instruments`, `metrics`, `units`.
  public let name: String
  /// The codes in the file's order.
  public let codes: [Code]
  private let byCode: [String: Int]
  private let byName: [String: Int]
  private let attributes: [String: [String: String]]

  /// Creates a list from codes already checked; `attributes` holds further columns by code.
  public init(name: String, codes: [Code], attributes: [String: [String: String]] = [:]) {
    self.name = name
    self.codes = codes
    self.attributes = attributes
    var byCode: [String: Int] = [:]
    var byName: [String: Int] = [:]
    for (index, code) in codes.enumerated() {
      byCode[code.code] = index
      for name in [code.name] + code.aliases where byName[name] == nil { byName[name] = index }
    }
    self.byCode = byCode
    self.byName = byName
  }

  /// The code with an identifier.
  public subscript(code: String) -> Code? { byCode[code].map { codes[$0] } }

  /// The code that a name or an alias belongs to.
  public func code(named name: String) -> Code? { byName[name].map { codes[$0] } }

  /// A code's cell in one of the ``attributeColumns``; nil where it is empty.
  public func attribute(_ column: String, of code: String) -> String? { attributes[code]?[column] }

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
    var codes: [Code] = []
    var attributes: [String: [String: String]] = [:]
    var lines: [String: Int] = [:]
    var owners: [String: (code: String, line: Int)] = [:]
    for record in text.records {
      guard record.fields.count == text.header.count else {
        throw CodelistError(
          file: file, line: record.line,
          message: "\(record.fields.count) fields where the header has \(text.header.count)")
      }
      var row: [String: String] = [:]
      for (column, field) in zip(text.header, record.fields) where !field.isEmpty { row[column] = field }
      guard let identifier = row["code"], let official = row["name"] else {
        throw CodelistError(file: file, line: record.line, message: "code and name must not be empty")
      }
      if let earlier = lines[identifier] {
        throw CodelistError(
          file: file, line: record.line, message: "the code `\(identifier)` stands already in line \(earlier)")
      }
      lines[identifier] = record.line
      let aliases = (row["aliases"] ?? "").split(separator: "|").map(String.init)
      let contextual = (row["contextual"] ?? "").split(separator: "|").map(String.init)
      for alias in [official] + aliases + contextual {
        if let owner = owners[alias], owner.code != identifier {
          throw CodelistError(
            file: file, line: record.line,
            message: "the name `\(alias)` belongs already to `\(owner.code)` in line \(owner.line)")
        }
        owners[alias] = (identifier, record.line)
      }
      for column in ["valid_from", "valid_to"] {
        if let day = row[column], CivilDate(day) == nil {
          throw CodelistError(file: file, line: record.line, message: "`\(day)` in `\(column)` is no ISO date")
        }
      }
      let further = row.filter { Codelist.attributeColumns.contains($0.key) }
      if !further.isEmpty { attributes[identifier] = further }
      codes.append(
        Code(
          code: identifier, name: official, nameEnglish: row["name_en"] ?? "", aliases: aliases, parent: row["parent"],
          refArea: row["ref_area"], domain: row["domain"], measure: row["measure"], symbol: row["symbol"],
          scale: row["scale"]))
    }
    let parents = Dictionary(codes.compactMap { code in code.parent.map { (code.code, $0) } }) { first, _ in first }
    for code in codes {
      guard let parent = code.parent else { continue }
      guard lines[parent] != nil else {
        throw CodelistError(
          file: file, line: lines[code.code] ?? 1, message: "the parent `\(parent)` of `\(code.code)` is no code here")
      }
      var ancestor: String? = parent
      for _ in 0...codes.count {
        guard let current = ancestor else { break }
        if current == code.code {
          throw CodelistError(
            file: file, line: lines[code.code] ?? 1, message: "`\(code.code)` is its own ancestor")
        }
        ancestor = parents[current]
      }
    }
    self.init(name: name, codes: codes, attributes: attributes)
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
