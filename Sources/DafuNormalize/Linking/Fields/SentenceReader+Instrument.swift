import DafuModel

/// Which instruments a figure carries: what the words tie to it first, else what is weighed.
extension SentenceReader {
  /// What 分别, or a list as long as the figures', ties to the figure: the instrument of the list, or the figure before that it
  /// stands for.
  func align(_ state: inout State) {
    guard let group = state.group else { return }
    if let own = ofSameOrder(group, state.index) {
      state.aligned = own
      return
    }
    guard state.isDistributed || distribution.isImplied(group) else { return }
    if let names = distribution.instruments(for: group) {
      let own = names[state.index - group.lowerBound]
      // 从产业投向看，工业、农业贷款分别为…: parts of the product before, not products, unless the list holds all of them.
      if sentence.isBreakdown, names.contains(where: { $0.code == nil }), let topic = memory.instruments.topic.first,
        topic.kind == names[0].kind
      {
        state.neighbours = names.filter { $0 != own }
      } else {
        state.listed = own
      }
    }
    // …支持工具和…专项再贷款。两个工具余额分别为A和B: the names of the sentence before, one by one.
    if state.listed == nil, state.isDistributed,
      let names = candidates.counted(
        group.count, before: sentence.figures[group.lowerBound].core.lowerBound, in: state.clause,
        topic: memory.instruments.topic)
    {
      state.listed = names[state.index - group.lowerBound]
    }
    // 落地A12单、B7单，金额分别为…: the amounts belong to the counts before them, one by one.
    if state.isDistributed, !state.answer.isComment, state.comment == nil, state.listed == nil {
      let before = readings(before: group).filter { $0.isLevel && $0.figure.unitClass != state.figure.unitClass }
      if before.count == group.count { state.aligned = before[state.index - group.lowerBound] }
    }
    if state.isDistributed, state.aligned == nil, state.comment == nil || state.derivation.alignment != "分别",
      state.listed == nil, let names = distribution.instrumentsListedEarlier(group)
    {
      state.listed = names[state.index - group.lowerBound]
    }
  }

  /// The figure of an earlier list, told apart, that has the same item: each list goes through the items in the same order.
  private func ofSameOrder(_ group: Range<Int>, _ index: Int) -> Reading? {
    guard let before = groups.last(where: { distribution.repeatsOrder(group, of: $0) }) else { return nil }
    let told = readings(of: before)
    guard told.count == group.count, told.allSatisfy(Linker.isToldApart),
      Set(told.map(\.instruments)).count == told.count
    else { return nil }
    return told[index - group.lowerBound]
  }

  /// Finds the instruments, once it is known what the rules say that the figure measures.
  func carry(_ state: inout State) {
    if let listed = state.listed {
      state.instruments = [listed]
      state.derivation.instrument = state.isDistributed ? "分别" : Linker.sideBySide
    } else if let aligned = state.aligned, !aligned.instruments.isEmpty {
      state.instruments = aligned.instruments
      state.derivation.instrument = "分别"
    } else if let comment = state.comment, state.derivation.alignment == "分别" {
      // 余额分别为A和B，同比分别增长C、D: each change is of its own level.
      state.instruments = comment.instruments
      state.derivation.instrument = "分别"
    } else if let head = beforeBrackets(state) {
      state.instruments = head.instruments
      state.derivation.instrument = "as the figure before the brackets"
    } else if let topic = divided(state) {
      state.instruments = topic
      state.derivation.instrument = "parts of what was named before"
    } else if let before = carriedOn(state) {
      state.instruments = before.instruments
      state.derivation.instrument = "as the level that it continues"
    } else if let own = ownObject(state) {
      state.instruments = [own]
      state.derivation.instrument = SentenceReader.ofTakers
    } else if let own = obtained(state) {
      state.instruments = [own]
      state.derivation.instrument = "what was obtained, right before the amount"
    } else {
      weighInstruments(&state)
    }
  }

  /// 新增专项债券7.5亿元（第一批次3亿元，第二批次4.5亿元）: what stands in brackets right behind a figure is of the same instrument.
  private func beforeBrackets(_ state: State) -> Reading? {
    let text = sentence.text
    var place = state.figure.range.lowerBound
    while place > sentence.range.lowerBound, text.scalars[place - 1] != Scalar.openParenthesis {
      if text.scalars[place - 1] == Scalar.closeParenthesis { return nil }
      place -= 1
    }
    guard place > sentence.range.lowerBound,
      let head = earlier.last(where: { $0.figure.range.upperBound == place - 1 }), !head.instruments.isEmpty,
      !sentence.instruments.contains(where: { $0.range.lowerBound >= place && $0.range.lowerBound < closing(place) })
    else { return nil }
    return head
  }

  private func closing(_ place: Int) -> Int {
    sentence.text.scalars.first(Scalar.closeParenthesis, in: place..<sentence.range.upperBound)
      ?? sentence.range.upperBound
  }

  /// 从期限看，3年期60亿元，10年期150亿元: a sentence that divides what was named before, or an item of a list below it, and names
  /// nothing itself.
  private func divided(_ state: State) -> [InstrumentName]? {
    guard sentence.isBreakdown || memory.isOfList, sentence.instruments.isEmpty,
      let first = memory.instruments.topic.first,
      first.kind == .bond || memory.isOfList, state.figure.unitClass == .money || state.figure.unitClass == .percent
    else { return nil }
    return memory.instruments.topic
  }

  /// 由580万元增加到700万元: a level that goes on from one of the same clause is of the same instrument.
  private func carriedOn(_ state: State) -> Reading? {
    guard state.group == nil, state.index > 0, !groups.contains(where: { $0.contains(state.index - 1) }),
      let before = earlier.last, before.isLevel, before.figure.core == sentence.figures[state.index - 1].core,
      !before.instruments.isEmpty,
      state.clause.contains(before.figure.core.lowerBound),
      linker.carriesOn(before, state.figure, state.metric.metric, sentence),
      !sentence.instruments.contains(where: {
        $0.range.lowerBound > before.figure.core.upperBound && $0.range.upperBound <= state.figure.core.lowerBound
      })
    else { return nil }
    return before
  }

  /// 820户果农获得苹果双惠贷0.7亿元: those who are counted obtain the product behind the verb, whatever was named before.
  private func ownObject(_ state: State) -> InstrumentName? {
    guard state.figure.unitClass == .count, SentenceReader.takers.contains(state.figure.word) else { return nil }
    let text = sentence.text
    let behind = state.figure.range.upperBound
    guard
      let mention = sentence.instruments.first(where: { $0.range.lowerBound > behind }),
      // 优惠贷款, which stands for another name, says nothing new.
      mention.code != nil || mention.name == text.string(mention.range),
      mention.range.lowerBound - behind <= 14, mention.range.upperBound <= state.clause.upperBound,
      !sentence.figures.contains(where: { $0.core.lowerBound > behind && $0.core.lowerBound < mention.range.lowerBound }
      ),
      let verb = SentenceReader.obtaining.length(in: text, endingAt: mention.range.lowerBound, from: behind),
      !(behind..<mention.range.lowerBound - verb).contains(where: {
        !Scalar.isIdeograph(text.scalars[$0]) && text.scalars[$0] != Scalar.openParenthesis
          && text.scalars[$0] != Scalar.closeParenthesis
      })
    else { return nil }
    return InstrumentName(name: mention.name, code: mention.code, kind: mention.kind)
  }

  /// 8600户农户获得双富贷3.2亿元: the amount of what they obtained, right behind its name.
  private func obtained(_ state: State) -> InstrumentName? {
    guard state.figure.unitClass == .money,
      let mention = sentence.instruments.last(where: { $0.range.upperBound == state.figure.range.lowerBound }),
      let place = sentence.instruments.firstIndex(of: mention), !sentence.broad[place], !sentence.wholes[place],
      let before = earlier.last, before.figure.unitClass == .count,
      before.derivation.instrument == SentenceReader.ofTakers,
      before.instruments.first?.name == mention.name
    else { return nil }
    return before.instruments.first
  }

  private static let ofTakers = "what those who are counted obtain"
  private static let takers: NameSet = ["户", "家", "人", "名", "户次", "家次"]
  private static let obtaining = WordList([
    "获得", "获得了", "取得", "取得了", "获", "享受", "享受到", "申请到", "申请", "办理", "办理了", "贷到", "拿到",
  ])

  private func weighInstruments(_ state: inout State) {
    let traits = MetricTraits.of(state.metric.metric, unit: state.figure.unitClass)
    let found = linker.instrument(
      state.index, metric: state.metric.metric, fit: traits.fit, comment: state.comment, earlier: earlier,
      sentence: sentence, memory: memory)
    state.instruments = found?.names ?? []
    state.derivation.instrument = found?.reason ?? "none named"
    let isSettled = found.map { InstrumentRule.isSettled(by: $0) } ?? false
    if isSettled, !linker.listsCandidates { return }
    let listed = candidates.candidates(
      candidates.setting(
        state.index, traits: traits, measure: state.answer.measure, answer: found,
        comment: state.comment?.instruments, neighbours: state.neighbours, memory: memory))
    let context = FigureContext(
      sentence: sentence, index: state.index, metric: state.metric.metric, measure: state.answer.measure,
      isPlanning: memory.isPlanning, previous: earlier.last)
    if linker.listsCandidates {
      state.derivation["candidates"] = candidates.list(
        listed, group: traits.group, context: context, aliases: linker.aliases)
    }
    if isSettled { return }
    guard let best = linker.ranking.best(listed, group: traits.group, context: context, reader: candidates) else {
      return
    }
    state.leads.instrument = best.lead
    let winner = listed[best.index]
    if let (names, reason) = overruled(winner, traits, state) {
      state.instruments = names
      state.derivation.instrument = reason
      return
    }
    state.instruments = candidates.names(winner)
    state.list = winner.list
    state.derivation.instrument = winner.reason
  }
}
