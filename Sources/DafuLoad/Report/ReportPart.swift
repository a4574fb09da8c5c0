/// `report.html`: the release as one page for people, readable without a network and without a script.
struct ReportPart: ReleasePart {
  static let fileName = "report.html"

  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    let survey = try ReleaseSurvey(content.release.tables)
    let collected = try ReportCollector(content.release.tables).content
    let page = ReportPage(release: content, survey: survey, content: collected, files: folder.files.map(\.name))
    try folder.write(ReportPart.fileName) { sink in try page.write(to: sink) }
  }
}
