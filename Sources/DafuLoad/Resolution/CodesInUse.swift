import DafuCodelists
import DafuModel

/// The codes of one codelist that a release uses, with all their ancestors.
struct CodesInUse {
  /// Codes of every release that no list needs to hold (SDMX cross-domain codes).
  private static let conventional: [String: Code] = [
    "_Z": Code(code: "_Z", name: "不适用", nameEnglish: "Not applicable"),
    "_T": Code(code: "_T", name: "合计", nameEnglish: "Total"),
    "_U": Code(code: "_U", name: "未知", nameEnglish: "Unknown"),
  ]

  let list: Codelist
  /// Codes that documents brought: discovered ones, and ones composed from patterns.
  private var brought: [String: Set<Code>] = [:]
  /// The codes used, each with the names beside it.
  private var used: [String: Set<String>] = [:]

  init(list: Codelist) { self.list = list }

  /// Notes codes that a document brought; one without a name is defined by what stands beside it.
  mutating func bring(_ codes: [Code]) {
    for code in codes where list[code.code] == nil && !code.name.isEmpty {
      brought[code.code, default: []].insert(code)
    }
  }

  /// What is known of every code, in the order of the codes.
  var notes: [(code: String, names: [String], brought: [Code])] {
    Set(used.keys).union(brought.keys).sorted(by: TotalOrder.precedes).map { code in
      let definitions = (brought[code] ?? []).sorted {
        TotalOrder.precedes(
          CodesInUse.order(of: $0) + $0.aliases + [$0.status.rawValue],
          CodesInUse.order(of: $1) + $1.aliases + [$1.status.rawValue])
      }
      return (code, (used[code] ?? []).sorted(by: TotalOrder.precedes), definitions)
    }
  }

  /// Takes over what was noted elsewhere.
  mutating func merge(code: String, names: [String], brought codes: [Code]) {
    if !names.isEmpty { used[code, default: []].formUnion(names) }
    bring(codes)
  }

  /// Takes over all that was noted elsewhere with the same list.
  mutating func merge(_ other: CodesInUse) {
    used.merge(other.used) { $0.union($1) }
    brought.merge(other.brought) { $0.union($1) }
  }

  /// Notes a code, or several joined by `+`, as used beside its name or names.
  mutating func use(_ joint: String, name: String) {
    guard !joint.isEmpty else { return }
    guard joint.utf8.contains(UInt8(ascii: "+")) else {
      used[joint, default: []].insert(name)
      return
    }
    let codes = joint.split(separator: "+").map(String.init)
    let names = name.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    for (index, code) in codes.enumerated() {
      used[code, default: []].insert(names.count == codes.count ? names[index] : "")
    }
  }

  /// The rows of the codelist's table in the order of their codes, and the codes that nobody defines: they get
  /// a row from the name beside them, so that no reference dangles.
  func rows() -> (codes: [Code], undefined: [String]) {
    var rows: [String: Code] = [:]
    var undefined: [String] = []
    for code in used.keys.sorted(by: TotalOrder.precedes) {
      var next: String? = code
      while let current = next, rows[current] == nil {
        let row: Code
        if let known = definition(of: current) {
          row = known
        } else {
          undefined.append(current)
          let name = (used[current] ?? []).filter { !$0.isEmpty }.min(by: TotalOrder.precedes)
          row = Code(code: current, name: name ?? current, status: .discovered)
        }
        rows[current] = row
        next = row.parent
      }
    }
    return (withoutSharedAliases(rows.values.sorted { TotalOrder.precedes($0.code, $1.code) }), undefined)
  }

  private func definition(of code: String) -> Code? {
    if let listed = list[code] { return listed }
    if let conventional = CodesInUse.conventional[code] { return conventional }
    return brought[code].flatMap(merged)
  }

  /// One code from what several documents say of it: the first name, all names and aliases.
  private func merged(_ codes: Set<Code>) -> Code? {
    let sorted = codes.sorted {
      TotalOrder.precedes(CodesInUse.order(of: $0), CodesInUse.order(of: $1))
    }
    guard let first = sorted.first else { return nil }
    func value(_ field: (Code) -> String?) -> String? { sorted.lazy.compactMap(field).first { !$0.isEmpty } }
    let aliases = Set(sorted.flatMap { [$0.name] + $0.aliases }).subtracting([first.name, ""])
    return Code(
      code: first.code, name: first.name, nameEnglish: value(\.nameEnglish) ?? "",
      aliases: aliases.sorted(by: TotalOrder.precedes), parent: value(\.parent), refArea: value(\.refArea),
      domain: value(\.domain), measure: value(\.measure), symbol: value(\.symbol), scale: value(\.scale),
      status: sorted.contains { $0.status == .curated } ? .curated : .discovered)
  }

  /// What codes are ordered by: every field that a merged code may take from one of them.
  private static func order(of code: Code) -> [String] {
    [code.name, code.nameEnglish, code.parent, code.refArea, code.domain, code.measure, code.symbol, code.scale]
      .map { $0 ?? "" }
  }

  /// An alias that another code has too is dropped from a discovered one: a name belongs to one code, and where documents of two
  /// places shorten two names alike (市级…基金) to none.
  private func withoutSharedAliases(_ codes: [Code]) -> [Code] {
    var owners: [String: String] = [:]
    for code in codes where code.status == .curated {
      for name in [code.name] + code.aliases where owners[name] == nil { owners[name] = code.code }
    }
    for code in codes where code.status == .discovered && owners[code.name] == nil { owners[code.name] = code.code }
    var claims: [String: Int] = [:]
    for code in codes where code.status == .discovered { for alias in code.aliases { claims[alias, default: 0] += 1 } }
    return codes.map { code in
      guard code.status == .discovered else { return code }
      var aliases: [String] = []
      for alias in code.aliases
      where owners[alias] == code.code || owners[alias] == nil && claims[alias] == 1 {
        owners[alias] = code.code
        aliases.append(alias)
      }
      return Code(
        code: code.code, name: code.name, nameEnglish: code.nameEnglish, aliases: aliases, parent: code.parent,
        refArea: code.refArea, domain: code.domain, measure: code.measure, symbol: code.symbol, scale: code.scale,
        status: code.status)
    }
  }
}
