import DafuModel

/// The kind of administrative area that a body belongs to.
public enum AreaLevel: String, Sendable, CaseIterable {
  /// The whole country.
  case country
  /// 省, 自治区.
  case province
  /// 直辖市.
  case municipality
  /// The seat of a province's government.
  case capital
  /// 计划单列市: a city with a plan of its own.
  case planned
  /// Any other 地级市, 自治州, 盟 or 地区.
  case prefecture
  /// 县, 县级市, 市辖区, 旗.
  case county
}

/// A pattern of public bodies: the same office in every area (`{area}财政厅`), or the branches of a central body.
public struct Department: Hashable, Sendable {
  /// The pattern of the body's code: `{area}-FIN`, `CN-PBC-{area}`.
  public let code: String
  /// The pattern of its official name; `{area}` stands for 湖北省, `{short}` for 湖北.
  public let name: String
  /// Its English name without the area.
  public let nameEnglish: String
  /// Patterns of other names; without `{area}` or `{short}` they follow either.
  public let aliases: [String]
  /// Where such bodies are.
  public let levels: Set<AreaLevel>
  /// The day from which bodies have had the name, if it is not old.
  public let validFrom: CivilDate?
  /// The last day on which bodies had the name, if it is past.
  public let validTo: CivilDate?
  /// The code pattern of what followed.
  public let successor: String?
  /// The national body that the bare name means in a national body's reply.
  public let national: String?
  /// `government`, `party`, or nil.
  public let kind: String?
  /// Whether it acts for the whole province in which its seat lies.
  public let actsForProvince: Bool
}

/// The list of the patterns of public bodies.
public struct DepartmentList: Sendable {
  /// The patterns in the file's order; of two that fit a name equally well the earlier one is meant.
  public let departments: [Department]

  /// Creates a list.
  public init(departments: [Department]) { self.departments = departments }

  /// The columns of the file.
  public static let columns = [
    "code", "name", "name_en", "aliases", "levels", "valid_from", "valid_to", "successor", "national", "kind", "scope",
  ]

  /// Reads the file and checks it: its columns, no code twice, `{area}` in every code and an area in every name, levels
  /// and days well formed, no unknown successor. Throws the first fault with its line.
  public init(file: String, bytes: [UInt8]) throws(CodelistError) {
    let text: DelimitedText
    do { text = try DelimitedText(bytes) } catch {
      throw CodelistError(file: file, line: error.line, message: error.message)
    }
    guard text.header == DepartmentList.columns else {
      throw CodelistError(
        file: file, line: 1, message: "the columns must be \(DepartmentList.columns.joined(separator: ","))")
    }
    var departments: [Department] = []
    var lines: [String: Int] = [:]
    for record in text.records {
      func fault(_ message: String) -> CodelistError { CodelistError(file: file, line: record.line, message: message) }
      guard record.fields.count == text.header.count else {
        throw fault("\(record.fields.count) fields where the header has \(text.header.count)")
      }
      let field = record.fields
      guard field[0].holds("{area}") else { throw fault("the code `\(field[0])` has no {area}") }
      guard field[1].holds("{area}") || field[1].holds("{short}") else {
        throw fault("the name `\(field[1])` has neither {area} nor {short}")
      }
      if let earlier = lines[field[0]] { throw fault("the code `\(field[0])` stands already in line \(earlier)") }
      lines[field[0]] = record.line
      var levels: Set<AreaLevel> = []
      for word in field[4].split(separator: "|") {
        switch word {
        case "all": levels.formUnion([.province, .municipality, .capital, .planned, .prefecture, .county])
        case "city": levels.formUnion([.capital, .planned, .prefecture])
        default:
          guard let level = AreaLevel(rawValue: String(word)) else { throw fault("`\(word)` is no level") }
          levels.insert(level)
        }
      }
      for day in field[5...6] where !day.isEmpty && CivilDate(day) == nil {
        throw fault("`\(day)` is no ISO date")
      }
      guard field[10].isEmpty || ["own", "province"].contains(field[10]) else {
        throw fault("`\(field[10])` is no scope: own, province")
      }
      departments.append(
        Department(
          code: field[0], name: field[1], nameEnglish: field[2],
          aliases: field[3].utf8.split(separator: UInt8(ascii: "|")).map { String(Substring($0)) }, levels: levels,
          validFrom: CivilDate(field[5]),
          validTo: CivilDate(field[6]), successor: field[7].isEmpty ? nil : field[7],
          national: field[8].isEmpty ? nil : field[8], kind: field[9].isEmpty ? nil : field[9],
          actsForProvince: field[10] == "province"))
    }
    for department in departments {
      if let successor = department.successor, lines[successor] == nil {
        throw CodelistError(
          file: file, line: lines[department.code] ?? 1, message: "the successor `\(successor)` is no code here")
      }
    }
    self.init(departments: departments)
  }
}

extension String {
  /// Whether the bytes of a word stand in the string.
  fileprivate func holds(_ word: String) -> Bool {
    var rest = utf8[...]
    guard let head = word.utf8.first else { return true }
    while let place = rest.firstIndex(of: head) {
      rest = rest[place...]
      if rest.starts(with: word.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
