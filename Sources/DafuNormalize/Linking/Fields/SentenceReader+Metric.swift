import DafuModel

/// What a figure measures: by the rules first, and by weight once it is known which instrument it carries.
extension SentenceReader {
  /// The rules' answer, for the kind of instrument that is nearest.
  func measure(_ state: inout State) {
    let kind =
      state.listed?.kind ?? state.aligned?.instruments.first?.kind ?? linker.nearestKind(state.index, sentence)
      ?? state.comment?.instruments.first?.kind ?? memory.instruments.topic.first?.kind
      ?? memory.instruments.heading.first?.kind
    state.metric = linker.metric(
      state.index, answer: state.answer, kind: kind, comment: state.comment, earlier: earlier, sentence: sentence)
    // …6个人才公寓项目已开工。其中，某街道1个、某镇2个: the places tell where, not what.
    if state.metric.metric == "region_count", let counted = memory.counted, counted != "region_count",
      isPlaceOfPart(state)
    {
      state.metric = MetricRule.Answer(metric: counted, reason: Linker.partly, isNamed: true)
    }
    // …技改项目310项。其中：市属6项、安宁58项: the total tells what is counted.
    if state.metric.metric == "other", state.figure.word == "项",
      memory.counted == "project_count" && isPlaceOfPart(state) || isOfProjectList(state)
    {
      state.metric = MetricRule.Answer(metric: "project_count", reason: Linker.partly, isNamed: true)
    }
    state.answer = linker.adjusted(
      state.answer, figure: state.figure, metric: state.metric.metric, sentence: sentence, clause: state.clause)
  }

  /// Whether projects were counted before in the sentence, and nothing but a mark and a short name stands before the figure.
  private func isOfProjectList(_ state: State) -> Bool {
    guard let before = earlier.last(where: { $0.figure.word == "项" }), before.metric == "project_count" else {
      return false
    }
    let text = sentence.text
    let name = max(before.figure.range.upperBound, state.figure.range.lowerBound - 8)..<state.figure.range.lowerBound
    guard let mark = name.last(where: { Scalar.isAny(text.scalars[$0], "，、；：") }) else { return false }
    return (1...5).contains(name.upperBound - mark - 1)
  }

  /// Whether a sentence begins with 其中, and a place's name and nothing else tells what is counted.
  private func isPlaceOfPart(_ state: State) -> Bool {
    let text = sentence.text
    let behind = state.figure.range.upperBound
    return text.has("其中", at: sentence.range.lowerBound, end: sentence.range.upperBound)
      && Scalar.isAny(text.scalars[state.figure.range.lowerBound - 1], "道镇乡村县区市属")
      && (behind >= sentence.range.upperBound || Scalar.isAny(text.scalars[behind], "，、；。（）"))
  }

  /// Weighs the metrics that the figure might measure, the rules' answer among them.
  func weighMetric(_ state: inout State) {
    let figure = state.figure
    var settled = linker.settled(
      state.metric, figure: figure, instruments: state.instruments, measure: state.answer.measure)
    if figure.unitClass != .physical, figure.unitClass != .duration, !isCarriedOn(settled, state) {
      let features = MetricFeatures(
        index: state.index, sentence: sentence, answer: settled, measure: state.answer.measure,
        isPlanning: memory.isPlanning, instrument: state.instruments.first,
        comment: state.answer.isComment ? state.comment : nil, previous: earlier.last)
      if linker.listsCandidates {
        state.derivation["metrics"] = features.candidates().map {
          $0.metric + "\t" + $0.places.map(String.init).joined(separator: " ")
        }.joined(separator: "\n")
      }
      let best = features.best()
      state.leads.metric = best.lead
      if best.metric != settled.metric {
        settled = MetricRule.Answer(metric: best.metric, reason: "weighed against " + settled.reason, isNamed: false)
      }
    }
    state.metric = settled
    state.derivation.metric = settled.reason
  }

  /// What a list or 提高到 carries on is what was measured before.
  private func isCarriedOn(_ settled: MetricRule.Answer, _ state: State) -> Bool {
    settled.reason == "as in the list" || Linker.certain.contains(settled.reason)
      || settled.reason == "a stated sharing"
      || settled.reason == "part of the figure before" && state.figure.unitClass == .count
      || settled.reason == "as the figure before" && !state.answer.isComment
      || earlier.last.map { linker.carriesOn($0, state.figure, settled.metric, sentence) } ?? false
  }
}
