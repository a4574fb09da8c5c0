/// `README.md`, `CITATION.cff` and `LICENSE.md`: what a reader of the folder needs to know before the first number.
struct NotesPart: ReleasePart {
  func write(_ content: ReleaseContent, to folder: ReleaseFolder) throws {
    let files = folder.files.map(\.name)
    let readme = ReleaseReadme(content: content, files: files)
    try folder.write("README.md") { try $0.write(Array(readme.text.utf8)) }
    try folder.write(CitationFile.name) { try $0.write(Array(CitationFile(content).text.utf8)) }
    if let licence = content.release.options.licence {
      try folder.write("LICENSE.md") { try $0.write(Array(NotesPart.text(of: DataLicence(licence)).utf8)) }
    }
  }

  private static func text(of licence: DataLicence) -> String {
    var lines = [
      "# 数据许可 / Licence of the data", "",
      "\(MarkdownText.escaped(licence.title)) (`\(licence.identifier)`): <\(licence.address)>", "",
    ]
    if !licence.chinese.isEmpty { lines += [licence.chinese, "", licence.english, ""] }
    lines += [
      "许可以上述网址的文本为准；本文只是指引。许可针对本数据集的编排和加工；各答复文件原文由其发文单位公布，"
        + "不因本数据集而改变其法律地位。",
      "",
      "The text at that address is the licence; this page only points to it. It covers the selection and preparation of "
        + "this dataset; the replies themselves were published by the bodies that wrote them, and their legal status is "
        + "not changed by this dataset.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
