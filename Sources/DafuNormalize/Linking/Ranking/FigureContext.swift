import DafuModel

/// The words around a figure, as far as they tell where its instrument stands and of what kind it is.
///
/// Each observation is weighed together with where a candidate stands and with its kind; many candidates share these, so what
/// is weighed is the same for all of them.
struct FigureContext {
  /// The table of weights has 2 to the power of this many places.
  static let bits: UInt64 = 15

  private enum Kind: Int {
    case metric = 200, word, measure, left, right, clause, sentence, previous, cue, status, length, before
    case nameMetric, nameWord, nameLeft
    // Words behind the figure, and those of the sentence before its clause.
    case behind, earlier
  }

  private let observations: [FeatureHash]
  /// Those that are weighed together with how a name ends.
  private let ofNames: (FeatureHash, FeatureHash, FeatureHash)

  init(sentence: Sentence, index: Int, metric: String, measure: Measure, isPlanning: Bool, previous: Reading?) {
    let figure = sentence.figures[index]
    let scalars = sentence.text.scalars
    let clause = sentence.clause(at: figure.core.lowerBound)
    let begin = max(clause.lowerBound, previous?.figure.range.upperBound ?? clause.lowerBound)
    var found: [FeatureHash] = []
    found.reserveCapacity(32)
    func observe(_ kind: Kind) -> FeatureHash { FeatureHash(kind.rawValue) }
    let ofMetric = observe(.metric).with(metric)
    found.append(ofMetric)
    found.append(observe(.word).with(figure.unitText))
    found.append(observe(.measure).with(measure.number).with(metric))
    found.append(observe(.status).with(isPlanning ? 1 : 0).with(measure.number))
    var left = observe(.nameLeft)
    for length in 1...3 {
      let start = figure.range.lowerBound - length
      if start >= begin {
        let words = observe(.left).with(length).with(scalars, start..<figure.range.lowerBound)
        found.append(words)
        if length == 2 { left = left.with(scalars, start..<figure.range.lowerBound) }
      } else if length == 1 {
        found.append(observe(.before).with(start < clause.lowerBound ? 0 : 1))
      }
      let end = figure.range.upperBound + length
      if length < 3, end <= sentence.range.upperBound {
        found.append(observe(.right).with(length).with(scalars, figure.range.upperBound..<end))
      }
    }
    for length in 2...3 where clause.lowerBound + length <= figure.range.lowerBound {
      found.append(observe(.clause).with(length).with(scalars, clause.lowerBound..<clause.lowerBound + length))
    }
    if sentence.range.lowerBound + 2 <= figure.range.lowerBound {
      found.append(observe(.sentence).with(scalars, sentence.range.lowerBound..<sentence.range.lowerBound + 2))
    }
    found.append(
      observe(.previous).with(previous?.metric ?? "").with(metric)
        .with(previous.map { clause.contains($0.figure.core.lowerBound) ? 1 : 2 } ?? 0))
    found.append(observe(.length).with(min(6, (figure.range.lowerBound - clause.lowerBound) / 4)))
    sentence.contextWords.forEach(in: clause.lowerBound..<figure.range.lowerBound) { word in
      found.append(observe(.cue).with(word))
    }
    sentence.contextWords.forEach(in: figure.range.upperBound..<sentence.range.upperBound) { word in
      found.append(observe(.behind).with(word))
    }
    sentence.contextWords.forEach(in: sentence.range.lowerBound..<clause.lowerBound) { word in
      found.append(observe(.earlier).with(word))
    }
    observations = found
    ofNames = (observe(.nameMetric).with(metric), observe(.nameWord).with(figure.unitText), left)
  }

  /// Calls `body` with the place of what is observed beside what describes a candidate (its position, its kind).
  @inline(__always)
  func forEachPlace(_ descriptor: Int, _ body: (Int) -> Void) {
    for observation in observations { body(observation.with(descriptor).place(bits: FigureContext.bits)) }
  }

  /// Calls `body` with the place of what is observed beside how a candidate's name ends.
  @inline(__always)
  func forEachPlace(ofName ending: Int, _ body: (Int) -> Void) {
    body(ofNames.0.with(ending).place(bits: FigureContext.bits))
    body(ofNames.1.with(ending).place(bits: FigureContext.bits))
    body(ofNames.2.with(ending).place(bits: FigureContext.bits))
  }
}

/// Words before a figure that tell what it counts or what was done, where they stand in a sentence.
struct ContextWords: Sendable {
  private static let words = [
    "发放", "投放", "惠及", "覆盖", "培育", "建设", "举办", "带动", "撬动", "设立", "安排", "拨付", "兑现", "补助", "奖励", "入库", "签约", "落地", "上市",
    "挂牌", "注册", "登记", "备案", "完成", "实现", "争取", "推荐", "辅导", "培训", "建成", "纳入", "认定", "新设", "入驻", "承保", "赔付", "代偿", "担保",
    "投资", "缴存", "提取", "减免", "结算", "成交", "发行", "募集", "贴息", "授信", "贷款", "余额", "利率", "期限", "费率", "规模", "保费", "其中", "累计",
    "全省", "全市", "我省", "我市", "银行", "企业", "农户", "项目", "产业", "平均", "户均", "单户", "每亩", "财政", "保险", "基金", "债券", "支持", "服务",
    "新增", "占", "增长", "产值", "收入", "投入", "建议", "补贴", "融资", "对接", "推动", "提供", "解决", "吸引", "返还", "按", "给予", "最高", "由", "以",
    "该", "上述", "两项", "合计", "产品", "业务", "品种", "试点", "机构", "资金", "本金", "损失", "比例", "承担", "分担", "缴纳", "领取", "职工", "就业",
    "限额", "上限", "额度", "高于", "低于", "同比", "较", "比", "上年", "年初", "达到", "控制", "保持", "普遍", "一般", "占比", "比重", "份额", "不超过",
    "不低于", "贡献",
  ]
  private static let matcher = PatternMatcher(patterns: words)

  private let found: [(word: Int, place: Int)]

  init(_ text: TextView, _ range: Range<Int>) {
    var found: [(word: Int, place: Int)] = []
    found.reserveCapacity(16)
    ContextWords.matcher.forEachMatch(in: text.scalars, range: range) { match in
      found.append((match.pattern, match.range.lowerBound))
    }
    self.found = found
  }

  /// Calls `body` with each word that stands in a range, once.
  @inline(__always)
  func forEach(in window: Range<Int>, _ body: (Int) -> Void) {
    var seen: SIMD4<UInt64> = .zero
    for entry in found where window.contains(entry.place) {
      let (half, bit) = (entry.word >> 6 & 3, UInt64(1) << UInt64(truncatingIfNeeded: entry.word & 63))
      if seen[half] & bit != 0 { continue }
      seen[half] |= bit
      body(entry.word)
    }
  }
}
