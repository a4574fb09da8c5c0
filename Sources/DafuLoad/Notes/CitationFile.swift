/// `CITATION.cff`: how the release wants to be cited (Citation File Format 1.2.0).
struct CitationFile {
  static let name = "CITATION.cff"

  let text: String

  init(_ content: ReleaseContent) {
    let options = content.release.options
    // A text in JSON's quotes is a YAML 1.2 scalar in double quotes.
    func quoted(_ text: String) -> String {
      var bytes: [UInt8] = []
      JSONText.append(text, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    var lines = [
      "cff-version: 1.2.0",
      "message: \(quoted("引用本数据集时请使用以下信息。If you use this dataset, please cite it as below."))",
      "type: dataset",
      "title: \(quoted(options.title))",
      "authors:",
      "  - name: \(quoted(options.publisher ?? options.dataset))",
      "version: \(quoted(content.version))",
    ]
    if !options.description.isEmpty { lines.append("abstract: \(quoted(options.description))") }
    if let licence = options.licence.map(DataLicence.init) {
      // The format knows the identifiers of SPDX only; any other licence is named by its address.
      lines.append(
        licence.isKnown ? "license: \(licence.identifier)" : "license-url: \(quoted(licence.address))")
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}
