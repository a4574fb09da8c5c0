import DafuModel

/// How codes and names are written in the report.
struct ReportLabels {
  /// How long a name may be, in characters.
  private static let nameLimit = 120
  private let englishNames: [String: [String: String]]
  let figures: FigureText

  init(_ content: ReportContent) {
    englishNames = content.englishNames
    figures = FigureText(units: content.unitNames, symbols: content.unitSymbols)
  }

  /// The name beside a code, or several joined by `+`; in English where every code has an English name.
  func name(_ name: String, _ code: String, in list: String) -> Bilingual {
    let chinese = HTMLText.clipped(name.isEmpty ? code : name, ReportLabels.nameLimit)
    let names = code.split(separator: "+").compactMap { englishNames[list]?[String($0)] }
    guard !names.isEmpty, names.count == code.split(separator: "+").count else { return Bilingual(chinese, chinese) }
    return Bilingual(chinese, HTMLText.clipped(names.joined(separator: " + "), ReportLabels.nameLimit))
  }

  /// An instrument; none has a name of its own.
  func instrument(_ figure: ReportContent.Figure) -> Bilingual {
    figure.instrument == Code.notApplicable
      ? Bilingual("不分金融工具", "No instrument")
      : name(figure.instrumentName, figure.instrument, in: "instruments")
  }

  func agency(_ figure: ReportContent.Figure) -> Bilingual { name(figure.agencyName, figure.agency, in: "agencies") }

  func metric(_ figure: ReportContent.Figure) -> Bilingual { name(figure.metricName, figure.metric, in: "metrics") }

  /// What a figure is, beside its metric: subject, measure, status, the area where it is not the agency's own.
  func qualifiers(_ figure: ReportContent.Figure) -> [Bilingual] {
    var result: [Bilingual] = []
    if !figure.subject.isEmpty {
      let subject = HTMLText.clipped(figure.subject, ReportLabels.nameLimit)
      result.append(Bilingual(subject, subject))
    }
    if figure.measure != Measure.level.rawValue {
      result.append(ReportLabels.label(figure.measure, Categories.measure))
    }
    if figure.periodType == PeriodType.cumulative.rawValue {
      result.append(Bilingual("累计", "cumulative"))
    }
    if figure.status != ObservationStatus.realized.rawValue {
      result.append(ReportLabels.label(figure.status, Categories.status))
    }
    return result
  }

  /// The meaning of a coded value.
  static func label(_ value: String, _ categories: [Column.Category]) -> Bilingual {
    let category = categories.first { $0.value == value }
    guard let category else { return Bilingual(value, value) }
    return Bilingual(category.chinese, short[value] ?? category.english)
  }

  /// Where the English meaning is a sentence, a word or two for a table.
  private static let short = [
    "change_yoy": "year on year", "change_ytd": "since the start of the year", "change_mom": "on the period before",
    "change": "change", "difference": "gap", "multiple": "multiple", "share": "share", "rank": "rank",
    "limit": "limit", "planned": "planned", "proposed": "proposed", "conflict": "conflict", "agree": "agree",
    "single": "single",
  ]

  /// A figure's value, written for people.
  func value(_ figure: ReportContent.Figure, _ statement: ReportContent.Statement?) -> Bilingual {
    figures.text(
      FigureText.Figure(
        value: figure.value, comparator: figure.comparator, unit: figure.unit, unitText: statement?.unitText ?? "",
        measure: figure.measure))
  }

  func value(_ statement: ReportContent.Statement) -> Bilingual {
    figures.text(
      FigureText.Figure(
        value: statement.value, comparator: statement.comparator, unit: statement.unit, unitText: statement.unitText,
        measure: statement.measure))
  }
}
