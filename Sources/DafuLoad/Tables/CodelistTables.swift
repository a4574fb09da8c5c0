import DafuModel

/// The codelists as used in a release: `instruments`, `agencies`, `metrics`, `units`.
enum CodelistTables {
  static let instruments = TableDefinition<Code>(
    name: "instruments", chinese: "本次发布用到的金融工具代码", english: "one code of the instruments used in this release",
    key: ["code"], columns: leading("instruments") + [status])

  static let agencies = TableDefinition<Code>(
    name: "agencies", chinese: "本次发布用到的机构代码", english: "one code of the agencies used in this release", key: ["code"],
    columns: leading("agencies") + [
      BoundColumn(
        Column("ref_area", .text, "机构所在地区代码（GB/T 2260）", "GB/T 2260 code of the agency's area", syntax: .code)
      ) { $1.text($0.refArea) },
      status,
    ])

  static let metrics = TableDefinition<Code>(
    name: "metrics", chinese: "本次发布用到的指标代码", english: "one code of the metrics used in this release", key: ["code"],
    columns: leading("metrics") + [
      BoundColumn(Column("domain", .text, "指标领域", "domain of the metric: finance, economy or activity")) {
        $1.text($0.domain)
      },
      BoundColumn(Column("measure", .text, "默认的数字含义", "the measure that the metric has by default")) {
        $1.text($0.measure)
      },
      status,
    ])

  static let units = TableDefinition<Code>(
    name: "units", chinese: "本次发布用到的单位代码", english: "one code of the units used in this release", key: ["code"],
    columns: leading("units") + [
      BoundColumn(Column("symbol", .text, "中文写法", "the unit as written in Chinese")) { $1.text($0.symbol) },
      BoundColumn(Column("scale", .text, "倍率", "the scale of the unit")) { $1.text($0.scale) },
      status,
    ])

  private static func leading(_ list: String) -> [BoundColumn<Code>] {
    [
      BoundColumn(Column("code", .text, "代码", "the code", required: true, syntax: .code)) { $1.text($0.code) },
      BoundColumn(Column("name", .text, "中文名称", "official Chinese name", required: true)) { $1.text($0.name) },
      BoundColumn(Column("name_en", .text, "英文名称", "English name")) { $1.text($0.nameEnglish) },
      BoundColumn(Column("aliases", .text, "别名，以 | 分隔", "other names, separated by |")) {
        $1.text($0.aliases.joined(separator: "|"))
      },
      BoundColumn(
        Column("parent", .text, "上级代码", "the broader code", syntax: .code, reference: .init(list, "code"))
      ) { $1.text($0.parent) },
    ]
  }

  private static let status = BoundColumn<Code>(
    Column("status", .text, "收录或发现", "curated or discovered", required: true, categories: Categories.codeStatus)
  ) { $1.word($0.status) }
}
