import Testing

@testable import DafuNormalize

/// Which lengths of time are figures: each rule with a sentence that it reads and a near one that it must leave alone.
@Suite struct TermTests {
  @Test(arguments: [
    // Nouns of time, with a verb between.
    ("保险保期8年，聘期为3年。", ["8 year", "3 year"]), ("基金可支付月数为15.2个月。", ["15.2 month"]), ("贷款期限最长9年，含6年宽限期。", ["9 year"]),
    ("贷款宽限期6年。", ["6 year"]), ("近期3年来成效明显。", []),
    // What somebody has to do within days; what is said of years to come.
    ("受理后15个工作日内完成审核。", ["15 day"]), ("承保机构6天内向养殖户赔付。", ["6 day"]), ("3年内力争突破百亿。", []),
    // What is shortened, and by how much.
    ("登记时间由6个工作日压减至2个工作日。", ["6 day", "2 day"]), ("货款账期由60天压缩到30天以内。", ["60 day", "30 day"]),
    ("贷款平均期限6.1年，比上年延长0.7年。", ["6.1 year", "0.7 year"]), ("基金存续期9年，可延长3年。", ["9 year", "3 year"]),
    ("试点比原计划提前2年完成。", []),
    // Whom something is for.
    ("对成立满2年的企业予以支持。", []), ("连续3年获得表彰。", []),
  ]) func reads(_ sentence: String, _ expected: [String]) throws {
    let document = Fixtures.document(sentence: sentence, issuer: "福州市财政局", date: "2024-09-12")
    let said = try Fixtures.normalizer.get().normalize(document).observations.map { "\($0.value) \($0.unit)" }
    #expect(said == expected)
  }
}
