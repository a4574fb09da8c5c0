/// What is known of the licences that open data usually have.
struct DataLicence {
  let identifier: String
  let title: String
  let address: String
  /// What it permits, in Chinese and English; empty for a licence that is not in the list.
  let chinese: String
  let english: String
  /// Whether the identifier is one of SPDX, as far as this list goes.
  let isKnown: Bool

  init(_ licence: ReleaseOptions.Licence) {
    let known = DataLicence.all[licence.name]
    identifier = licence.name
    title = licence.title ?? known?.title ?? licence.name
    address = licence.path ?? known?.address ?? "https://spdx.org/licenses/\(licence.name).html"
    chinese = known?.chinese ?? ""
    english = known?.english ?? ""
    isKnown = known != nil
  }

  private static let attributionChinese = "可以复制、传播、改编和用于任何目的（包括商业目的），但须署名、附上许可链接并说明是否有改动。"
  private static let attributionEnglish =
    "You may copy, share, adapt and use the data for any purpose, commercial ones among them, if you give credit, link "
    + "to the licence and say whether you changed anything."
  private static let freeChinese = "在法律允许的范围内放弃一切权利，可以不经许可、不署名而用于任何目的。"
  private static let freeEnglish =
    "All rights are waived as far as the law allows: you may use the data for any purpose without asking or crediting."

  private static let all: [String: (title: String, address: String, chinese: String, english: String)] = [
    "CC-BY-4.0": (
      "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/legalcode",
      attributionChinese, attributionEnglish
    ),
    "CC-BY-SA-4.0": (
      "Creative Commons Attribution-ShareAlike 4.0 International",
      "https://creativecommons.org/licenses/by-sa/4.0/legalcode",
      attributionChinese + "改编作品须以相同许可发布。",
      attributionEnglish + " What you adapt must carry the same licence."
    ),
    "CC0-1.0": (
      "Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/legalcode", freeChinese,
      freeEnglish
    ),
    "ODC-By-1.0": (
      "Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/", attributionChinese,
      attributionEnglish
    ),
    "ODbL-1.0": (
      "Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/",
      attributionChinese + "改编的数据库须以相同许可公开。",
      attributionEnglish + " A database that you adapt and use in public must carry the same licence."
    ),
    "PDDL-1.0": (
      "Open Data Commons Public Domain Dedication and License 1.0", "https://opendatacommons.org/licenses/pddl/1-0/",
      freeChinese, freeEnglish
    ),
  ]
}
