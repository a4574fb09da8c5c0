/// Which said row answers which gold row of one document: rows of the same value and unit, the pairs with the most
/// further fields right first, then those whose places in the document are nearest.
struct Pairing {
  /// The pairs, best first, by index.
  let pairs: [(gold: Int, said: Int)]
  /// The gold rows that no said row answers.
  let leftGold: [Int]
  /// The said rows that answer no gold row.
  let leftSaid: [Int]

  private struct Option {
    let right: Int
    let nearness: Double
    let gold: Int
    let said: Int
  }

  init(
    gold: [[String: String]], said: [[String: String]],
    isRight: (_ gold: [String: String], _ said: [String: String], _ field: String) -> Bool
  ) {
    let saidValues = said.map { DecimalText($0["value"] ?? "") }
    var options: [Option] = []
    for (goldIndex, wanted) in gold.enumerated() {
      guard let value = DecimalText(wanted["value"] ?? "") else { continue }
      let units = Names.split(wanted["unit"] ?? "", "|")
      for (saidIndex, got) in said.enumerated()
      where saidValues[saidIndex] == value && units.contains(got["unit"] ?? "") {
        let distance =
          Double(goldIndex) / Double(max(1, gold.count)) - Double(saidIndex) / Double(max(1, said.count))
        options.append(
          Option(
            right: Evaluation.fields.count { isRight(wanted, got, $0) }, nearness: -abs(distance), gold: goldIndex,
            said: saidIndex))
      }
    }
    options.sort {
      if $0.right != $1.right { return $0.right > $1.right }
      if $0.nearness != $1.nearness { return $0.nearness > $1.nearness }
      return $0.gold != $1.gold ? $0.gold > $1.gold : $0.said > $1.said
    }
    var usedGold = [Bool](repeating: false, count: gold.count)
    var usedSaid = [Bool](repeating: false, count: said.count)
    var pairs: [(gold: Int, said: Int)] = []
    for option in options where !usedGold[option.gold] && !usedSaid[option.said] {
      usedGold[option.gold] = true
      usedSaid[option.said] = true
      pairs.append((option.gold, option.said))
    }
    self.pairs = pairs
    leftGold = gold.indices.filter { !usedGold[$0] }
    leftSaid = said.indices.filter { !usedSaid[$0] }
  }
}
