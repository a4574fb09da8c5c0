import DafuModel
import Testing

@testable import DafuNormalize

/// What a figure measures and how it behaves in time, where what speaks for each answer is weighed.
@Suite struct WeighingTests {
  @Test func tablesHaveAWeightForEachPlace() {
    #expect(PeriodTypeWeights.values.count == 3 << Int(PeriodTypeRanking.bits))
    #expect(MetricWeights.values.count == 1 << Int(MetricRanking.bits))
    #expect(MeasureWeights.values.count == 1 << Int(MeasureRanking.bits))
    #expect(GoverningTimeWeights.values.count == 1 << Int(GoverningTimeRanking.bits))
  }

  @Test func placesDependOnEverythingThatWasObserved() {
    let feature = FeatureHash(1).with("余额").with(3)
    #expect(feature.place(bits: 13) == FeatureHash(1).with("余额").with(3).place(bits: 13))
    let others = [
      FeatureHash(2).with("余额").with(3), FeatureHash(1).with("余").with(3), FeatureHash(1).with("余额").with(4),
    ]
    for other in others { #expect(other.place(bits: 40) != feature.place(bits: 40)) }
    #expect((0..<8192).contains(feature.place(bits: 13)))
  }

  /// Without weights the rules decide.
  @Test func rulesDecideWhereNothingSpeaks() {
    #expect(PeriodTypeRanking.heaviest(SIMD3(), rules: .cumulative) == (.cumulative, 0))
    #expect(PeriodTypeRanking.heaviest(SIMD3(5, 5, 2), rules: .cumulative) == (.instant, 0))
  }

  /// Candidates are weighed without being listed; what is listed weighs the same.
  @Test func whatIsListedIsWhatWasWeighed() throws {
    let document = Fixtures.document(
      sentence: "截至6月末，全市普惠小微贷款余额512亿元，同比增长12%，惠及小微企业3.1万户，其中首贷户4200户。", issuer: "福州市财政局", date: "2024-09-12")
    let listing = Normalizer(codelists: try Fixtures.codelists(), listsCandidates: true).normalize(document)
      .observations
    var weighed = 0
    for observation in listing {
      guard let metrics = observation.derivation["metrics"] else { continue }
      let candidates = metrics.split(separator: "\n").map { $0.split(separator: "\t") }
      let scores = candidates.map { candidate in
        candidate.last?.split(separator: " ").compactMap { Int($0) }.reduce(0) { $0 + Int(MetricWeights.values[$1]) }
          ?? 0
      }
      let most = try #require(scores.max())
      let heaviest = try #require(scores.firstIndex(of: most))
      #expect(candidates[heaviest].first.map(String.init) == observation.metric)
      weighed += 1
    }
    #expect(weighed > 1)
  }

  @Test func aPeriodOfAnotherTypeKeepsItsEnd() throws {
    let end = try #require(CivilDate(year: 2024, month: 6, day: 30))
    let start = CivilDate.firstDay(ofYear: 2024)
    func mention(_ shape: PeriodMention.Shape, _ start: CivilDate) -> PeriodMention {
      PeriodMention(
        range: 0..<1, start: start, end: end, shape: shape, basis: .stated, isCutoff: false, isComparisonBase: false,
        isPresent: false, setsYear: true)
    }
    let stretch = Period(start: start, end: end, type: .duration, basis: .stated)
    let instant = Period(start: end, end: end, type: .instant, basis: .stated)
    #expect(stretch.retyped(.instant, mention: mention(.span, start)) == instant)
    #expect(instant.retyped(.duration, mention: mention(.span, start)) == stretch)
    // 截至6月末，今年已发放: of the year so far.
    #expect(instant.retyped(.duration, mention: mention(.instant, end)) == stretch)
    #expect(instant.retyped(.cumulative, mention: nil).start == end)
    let since = try #require(CivilDate(year: 2021, month: 3, day: 1))
    #expect(instant.retyped(.cumulative, mention: mention(.since, since)).start == since)
  }

  /// Of which time a figure is, where several are named.
  @Test(arguments: [
    ("“船灯贷”于2021年3月上线，单户最高30万元，目前余额5亿元。", "300000", 2024),
    ("“船灯贷”于2021年3月上线，单户最高30万元，目前余额5亿元。", "500000000", 2024),
    ("2022年，全市发放渔港贷款8亿元，其中去年新增的客户占三成。", "800000000", 2022),
    ("2023年，全市发放渔港贷款8亿元，惠及渔户3100户。", "3100", 2023),
  ]) func time(_ sentence: String, _ value: String, _ year: Int) throws {
    #expect(try TimeNatureTests.find(value, in: sentence).period.end.year == year)
  }

  @Test(arguments: [
    ("“船灯贷”单户最高30万元。", "300000", Measure.limit), ("渔港贷款不良率1.2%。", "1.2", .level),
    ("渔港贷款余额8亿元，同比增长12%。", "12", .changeYearOnYear), ("渔港贷款余额8亿元，较年初增长12%。", "12", .changeYearToDate),
    ("渔港贷款余额8亿元，占涉海贷款的三成。", "30", .share),
  ]) func measure(_ sentence: String, _ value: String, _ measure: Measure) throws {
    #expect(try TimeNatureTests.find(value, in: sentence).measure == measure)
  }

  @Test(arguments: [
    ("2023年，全市农业保险实现保费收入3.2亿元，支付赔款1.9亿元。", "190000000", "claims"),
    ("截至6月末，全市普惠小微贷款余额512亿元，惠及小微企业3.1万户。", "51200000000", "loan_balance"),
    ("2023年，兑付贷款贴息资金1200万元。", "12000000", "subsidy_amount"),
    ("全年承保生猪86万头，提供风险保障12亿元。", "1200000000", "risk_coverage"),
    ("母基金已投资项目41个，投资金额18亿元。", "1800000000", "investment_amount"),
    ("市财政出资2亿元设立风险补偿资金池，合作银行按不低于10倍放大。", "10", "leverage_ratio"),
  ]) func measures(_ sentence: String, _ value: String, _ metric: String) throws {
    #expect(try TimeNatureTests.find(value, in: sentence).metric == metric)
  }

  @Test func listsWhatWasWeighedWhereAsked() throws {
    let document = Fixtures.document(sentence: "我市推出“苗木贷”，今年共发放贷款3.2亿元。", issuer: "福州市财政局", date: "2024-09-12")
    let plain = try Fixtures.normalizer.get().normalize(document).observations
    let listing = Normalizer(codelists: try Fixtures.codelists(), listsCandidates: true).normalize(document)
      .observations
    #expect(plain.allSatisfy { $0.derivation["metrics"] == nil && $0.derivation["periodType"] == nil })
    #expect(listing.allSatisfy { $0.derivation["metrics"]?.contains("loan_amount") == true })
    #expect(listing.allSatisfy { $0.derivation["periodType"]?.isEmpty == false })
  }
}
