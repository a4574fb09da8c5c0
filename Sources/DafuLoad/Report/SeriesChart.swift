import DafuModel

/// One series as a line chart in SVG: years across, values up, every point a link to its evidence.
struct SeriesChart {
  /// One point.
  struct Point {
    let year: Int
    let value: ExactDecimal
    /// The smallest and the largest value stated, where documents disagree.
    let span: (ExactDecimal, ExactDecimal)?
    let anchor: String
    let label: Bilingual
  }

  private static let width = 340
  private static let height = 150
  private static let left = 52
  private static let right = 14
  private static let top = 14
  private static let bottom = 22

  let points: [Point]
  let scale: FigureText.Scale
  let figures: FigureText
  let title: Bilingual
  let isPlanned: Bool

  /// Appends the chart; nothing for fewer than two points.
  func append(to html: inout HTMLText) {
    guard let first = points.first, let last = points.last, first.year < last.year else { return }
    let values = points.flatMap { [$0.value] + ($0.span.map { [$0.0, $0.1] } ?? []) } + [ExactDecimal(0)]
    guard let lowest = values.min(), let highest = values.max(), lowest < highest,
      SeriesChart.real(highest) - SeriesChart.real(lowest) < 1e300
    else { return }
    let ticks = SeriesChart.ticks(from: lowest, to: highest)
    let (low, high) = (SeriesChart.real(ticks[0]), SeriesChart.real(ticks[ticks.count - 1]))
    func x(_ year: Int) -> Double {
      let share = Double(year - first.year) / Double(last.year - first.year)
      return Double(SeriesChart.left) + share * Double(SeriesChart.width - SeriesChart.left - SeriesChart.right)
    }
    func y(_ value: ExactDecimal) -> Double {
      let share = (SeriesChart.real(value) - low) / (high - low)
      return Double(SeriesChart.height - SeriesChart.bottom)
        - share * Double(SeriesChart.height - SeriesChart.top - SeriesChart.bottom)
    }
    html.markup(
      "<svg viewBox=\"0 0 \(SeriesChart.width) \(SeriesChart.height)\" role=\"group\" aria-label=\"")
    html.text(title.chinese == title.english ? title.chinese : "\(title.chinese) / \(title.english)")
    html.markup("\">")
    for tick in ticks {
      let place = SeriesChart.pixel(y(tick))
      let isZero = tick == ExactDecimal(0)
      html.markup(
        "<path class=\"\(isZero ? "axis" : "grid")\" d=\"M\(SeriesChart.left) \(place)H"
          + "\(SeriesChart.width - SeriesChart.right)\"/><text class=\"tick\" x=\"\(SeriesChart.left - 6)\" y=\"\(place)\" "
          + "dy=\".35em\" text-anchor=\"end\">")
      bilingual(figures.number(tick, in: scale), to: &html)
      html.markup("</text>")
    }
    for year in SeriesChart.labelledYears(points.map(\.year)) {
      html.markup(
        "<text class=\"tick\" x=\"\(SeriesChart.pixel(x(year)))\" y=\"\(SeriesChart.height - 6)\" "
          + "text-anchor=\"middle\">\(year)</text>")
    }
    for (point, next) in zip(points, points.dropFirst()) {
      // A year that nobody spoke of is bridged by dots: nothing is known about it.
      let style = isPlanned || next.year - point.year > 1 ? "line gap" : "line"
      html.markup(
        "<path class=\"\(style)\" d=\"M\(SeriesChart.pixel(x(point.year))) \(SeriesChart.pixel(y(point.value)))L"
          + "\(SeriesChart.pixel(x(next.year))) \(SeriesChart.pixel(y(next.value)))\"/>")
    }
    for point in points {
      let (across, up) = (SeriesChart.pixel(x(point.year)), SeriesChart.pixel(y(point.value)))
      html.markup("<a href=\"#\(point.anchor)\"><title>")
      html.text("\(point.year)  \(point.label.chinese)")
      html.markup("</title>")
      if let span = point.span {
        html.markup(
          "<path class=\"span\" d=\"M\(across) \(SeriesChart.pixel(y(span.0)))V\(SeriesChart.pixel(y(span.1)))\"/>")
      }
      html.markup(
        "<circle class=\"\(point.span != nil || isPlanned ? "open" : "dot")\" cx=\"\(across)\" cy=\"\(up)\" r=\"3.5\"/>"
          + "<circle class=\"touch\" cx=\"\(across)\" cy=\"\(up)\" r=\"11\"/></a>")
    }
    html.markup("</svg>")
  }

  private func bilingual(_ text: Bilingual, to html: inout HTMLText) {
    guard text.chinese != text.english else { return html.text(text.chinese) }
    html.markup("<tspan class=\"zh\">")
    html.text(text.chinese)
    html.markup("</tspan><tspan class=\"en\">")
    html.text(text.english)
    html.markup("</tspan>")
  }

  /// Round numbers, two to six of them, that enclose a range: multiples of 1, 2 or 5 times a power of ten.
  static func ticks(from lowest: ExactDecimal, to highest: ExactDecimal) -> [ExactDecimal] {
    let range = real(highest) - real(lowest)
    guard range.isFinite, range > 0 else { return [lowest, highest] }
    var exponent = highest.exponent
    // Far below and then up, so that the first step that is large enough is the smallest such step.
    while real(ExactDecimal(significand: 1, exponent: exponent)) > range / 100 { exponent -= 1 }
    while true {
      for digit in [1, 2, 5] as [Int128] {
        let step = ExactDecimal(significand: digit, exponent: exponent)
        let size = real(step)
        let from = (real(lowest) / size + 1e-9).rounded(.down)
        let to = (real(highest) / size - 1e-9).rounded(.up)
        if to - from <= 4, let first = Int(exactly: from), let last = Int(exactly: to), first < last {
          return (first...last).map { ExactDecimal(significand: Int128($0) * digit, exponent: exponent) }
        }
      }
      exponent += 1
    }
  }

  /// Years to write below: all of them where they have room, else the first, the last and some between.
  private static func labelledYears(_ years: [Int]) -> [Int] {
    guard let first = years.first, let last = years.last else { return [] }
    let room = 8
    let step = max(1, (last - first + room - 1) / room)
    let kept = years.filter { ($0 - first) % step == 0 && (last - $0 >= step || $0 == last) }
    return kept.contains(last) ? kept : kept + [last]
  }

  /// For places on the page only; no value is ever written from it.
  private static func real(_ value: ExactDecimal) -> Double { Double(value.description) ?? 0 }

  private static func pixel(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
