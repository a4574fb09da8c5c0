import DafuModel

/// An instrument that a figure might carry, with what speaks for and against it.
struct InstrumentCandidate: Sendable {
  let names: [InstrumentName]
  /// The mention in the figure's sentence; nil for one remembered.
  let mention: InstrumentMention?
  var features: [Int] = []

  var key: String { names.map(\.name).joined(separator: "+") }
}

/// Everything about a figure that its instrument depends on.
struct FigureSetting {
  let index: Int
  let sentence: Sentence
  let metric: String
  let measure: Measure
  let comment: Reading?
  let earlier: [Reading]
  let memory: Linker.Memory
  /// What the rules answer.
  let answer: InstrumentRule.Answer?
}

/// Lists the instruments that a figure might carry.
struct CandidateFinder {
  let setting: FigureSetting

  func candidates() -> [InstrumentCandidate] {
    let sentence = setting.sentence
    let rule = InstrumentRule(sentence: sentence)
    var found: [InstrumentCandidate] = [InstrumentCandidate(names: [], mention: nil)]
    var keys: Set<String> = [""]
    func add(_ names: [InstrumentName], _ mention: InstrumentMention?) {
      let candidate = InstrumentCandidate(names: names, mention: mention)
      if keys.insert(candidate.key).inserted { found.append(candidate) }
    }
    let figure = setting.sentence.figures[setting.index]
    // Of two mentions of one name the one nearest before the figure counts.
    let before = sentence.instruments.filter { $0.range.lowerBound < figure.core.lowerBound }.reversed()
    let behind = sentence.instruments.filter { $0.range.lowerBound >= figure.core.lowerBound }
    for mention in Array(before) + behind {
      add([InstrumentName(name: mention.name, code: mention.code, kind: mention.kind)], mention)
      let joint = rule.joint(around: mention)
      if joint.count > 1 { add(joint, mention) }
    }
    if let answer = setting.answer { add(answer.names, nil) }
    if let comment = setting.comment { add(comment.instruments, nil) }
    for reading in setting.earlier.reversed() { add(reading.instruments, nil) }
    add(setting.memory.discourse.last, nil)
    add(setting.memory.instruments.topic, nil)
    add(setting.memory.instruments.heading, nil)
    for referent in setting.memory.discourse.recent(12) { add([referent.name], nil) }
    return found
  }
}
