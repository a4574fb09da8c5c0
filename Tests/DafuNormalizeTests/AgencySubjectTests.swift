import DafuModel
import Testing

@testable import DafuNormalize

/// Whose a figure is: the subject's, until the publisher's own place or a purse acts again; never who leads, sits or is asked.
@Suite struct AgencySubjectTests {
  @Test(arguments: [
    ("2023年，市民政局发放补贴800万元。", "福州市民政局"),
    ("在市委、市政府的坚强领导下，已发放补贴800万元。", "福州市科学技术局"),
    ("市民政局、市水利局等24个部门为成员的专班召开会议4次。", "福州市科学技术局"),
    ("市民政局、市水利局召开会议4次。", "福州市民政局+福州市水利局"),
    ("市民政局高度重视，市财政安排资金800万元。", "福州市科学技术局"),
    ("市民政局高度重视，安排资金800万元。", "福州市民政局"),
    ("市民政局明确了标准，同期我市规定的补贴为800元。", "福州市科学技术局"),
    ("2022年和2023年市民政局安排资金800万元。", "福州市民政局"),
    ("在市委政府的统筹安排下，已发放补贴800万元。", "福州市科学技术局"),
    ("财政部2022年出台政策后，全市发放补贴800万元。", "福州市科学技术局"),
    ("财政部2022年出台政策后，发放补贴800万元。", "财政部"),
  ]) func isOf(_ sentence: String, _ agency: String) throws {
    let document = Fixtures.document(sentence: sentence, issuer: "福州市科学技术局", date: "2024-09-12")
    let said = try Fixtures.normalizer.get().normalize(document).observations
    #expect(said.last?.agencyName == agency)
  }
}
