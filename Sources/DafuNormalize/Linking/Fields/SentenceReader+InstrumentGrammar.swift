import DafuModel

/// What grammar says against the instrument that weighs most: counts in a sentence without a product, money with a source of its own;
/// and for one where none weighs most: what an amount brought, premiums of the insurance named last.
extension SentenceReader {
  /// The instruments that the figure carries instead of the winner's, and why; nil where the winner stands.
  func overruled(
    _ winner: InstrumentCandidate, _ traits: MetricTraits, _ state: State
  ) -> (names: [InstrumentName], reason: String)? {
    let names = candidates.names(winner)
    if winner.mention == nil, isForeign(state), names.allSatisfy({ $0.kind != .market && $0.kind != .transaction }) {
      return ([], "nothing of a product in the sentence")
    }
    guard names.isEmpty else {
      let sources = OwnSources(sentence: sentence)
      return traits.group != .tax && sources.isOf(state.figure) || sources.isOfTax(state.figure)
        ? ([], "a source of its own") : nil
    }
    if let cause = causeOf(state) { return (cause.instruments, "what the amount before brought") }
    if let insured = insured(state) { return (insured, "the insurance named last") }
    return nil
  }

  /// 全国有油茶加工企业2500家，合作社5400个: counts and areas in a sentence without a word of money or of what a product does belong to
  /// no product named before.
  private func isForeign(_ state: State) -> Bool {
    guard !memory.isOfTable, state.figure.unitClass == .count || state.figure.unitClass == .physical else {
      return false
    }
    if SentenceReader.dealings.occurs(in: sentence.text, sentence.range) { return false }
    // 目前，全县梨园面积11万亩: 目前 and the like are no dealings, although bodies that are counted so are often a product's.
    return state.figure.unitClass == .physical || !SentenceReader.presents.occurs(in: sentence.text, sentence.range)
  }

  private static let dealings = WordList([
    "贷", "款", "保", "险", "融", "资", "授信", "债", "券", "基金", "补", "贴", "奖", "助", "惠", "受益", "支持", "服务", "产品", "业务", "该", "其",
    "此",
    "累计", "办理", "覆盖", "落地", "发行", "投放", "试点", "申请", "参加", "签约", "发放", "兑", "付", "元", "担", "缴", "金",
    "开展", "实施",
    "纳入", "涉及", "获", "推广", "应用", "上线", "使用", "入驻", "注册", "登记", "完成", "带动", "帮", "扶",
  ])

  private static let presents = WordList(["目前", "已", "共"])

  /// 发放科创贷6.3亿元；累计支持企业210家，为企业节约利息1300万元: a clause that opens with what an amount does tells what the last one brought.
  private func causeOf(_ state: State) -> Reading? {
    guard state.figure.unitClass == .count || state.metric.metric == "cost_saving",
      let last = earlier.last(where: { $0.isLevel || !$0.instruments.isEmpty }), let first = last.instruments.first,
      first.kind == .loan || first.kind == .pool || first.kind == .guarantee || first.kind == .relending
        || first.kind == .insurance,
      state.metric.metric == "cost_saving" || SentenceReader.brought.contains(state.metric.metric),
      !sentence.instruments.contains(where: { $0.range.lowerBound >= last.figure.range.upperBound }),
      !sentence.hasPart(last.figure.range.upperBound..<state.figure.range.lowerBound)
    else { return nil }
    let clause = sentence.text.trimmingSpaces(state.clause)
    return SentenceReader.effects.stands(in: sentence.text, at: clause.lowerBound, end: clause.upperBound) ? last : nil
  }

  /// 累计拨付保费补贴资金86亿元: premiums of the insurance, or of the subsidy for it, that the document named last.
  private func insured(_ state: State) -> [InstrumentName]? {
    guard sentence.mayHold("费"), sentence.instruments.isEmpty, state.answer.measure != .limit,
      sentence.contains("保费补贴", in: sentence.range.lowerBound..<state.figure.range.lowerBound)
    else { return nil }
    let discourse = memory.discourse
    let named = discourse.referents.filter {
      guard $0.sentence >= 0, let name = discourse.index.lists[$0.list].names.last else { return false }
      return name.kind == .insurance || name.name.contains("保费补贴")
    }
    guard let last = named.max(by: { ($0.sentence, $0.mentions, $1.order) < ($1.sentence, $1.mentions, $0.order) })
    else {
      return nil
    }
    return discourse.index.lists[last.list].names
  }

  private static let brought: NameSet = [
    "enterprise_count", "household_count", "person_count", "participant_count", "project_count",
  ]
  private static let effects = WordList([
    "惠及", "受惠", "受益", "带动", "扶持", "支持", "服务", "帮助", "累计支持", "累计服务", "累计惠及", "累计带动", "累计扶持", "共支持", "共惠及", "已支持", "已惠及",
    "已为",
    "直接为", "累计为", "共为", "为企业", "为小微企业", "直接带动", "直接支持",
  ])
}
