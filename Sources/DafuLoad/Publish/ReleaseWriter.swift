import DafuDigest

/// Writes the files of a release into an empty folder.
struct ReleaseWriter {
  let release: Release
  let folder: ReleaseFolder
  /// The folder of the release before this one, if there is one.
  let previous: String?

  /// Writes every file, makes them durable, and gives the version's name.
  func write() throws -> String {
    let options = release.options
    let tables = release.tables.flatMap { content in
      let formats = content.table.formats.intersection(options.formats).union([.csv])
      return ReleaseFormat.allCases.filter(formats.contains).map { (content: content, format: $0) }
    }
    let files = try folder.write(
      tables.map { "\($0.content.table.name).\($0.format.fileExtension)" },
      weights: tables.map { $0.content.count * $0.content.table.columns.count * ($0.format == .json ? 2 : 1) },
      jobs: release.jobs
    ) { index, sink in
      let (content, format) = tables[index]
      var writer = format.writer(of: content.table, options: options, to: sink)
      try writer?.write(content)
    }
    let described = zip(files, tables).map { (file: $0, table: $1.content.table, format: $1.format) }
    func package(_ version: String?) -> [UInt8] {
      // What is said of the release before is no part of this one's description: it differs from run to run.
      let others = folder.files.dropFirst(described.count).filter { !ChangesPart.fileNames.contains($0.name) }
      return DataPackage(options: release.options, version: version, files: described, others: others).bytes()
    }
    let version =
      release.options.version ?? ReleaseWriter.contentVersion(files: described.map(\.file), package: package(nil))
    let content = ReleaseContent(release: release, version: version, tableFiles: described, previous: previous)
    for format in ReleaseFormat.allCases where release.options.formats.contains(format) {
      try format.part?.write(content, to: folder)
    }
    try folder.write(DataPackage.fileName) { try $0.write(package(version)) }
    let sums = Checksums.bytes(of: folder.files)
    try folder.write(Checksums.fileName) { try $0.write(sums) }
    try folder.synchronize()
    return version
  }

  /// A version's name from its tables: the first twelve hexadecimal digits of the digest of the list of digests,
  /// taken while the descriptor names no version yet.
  private static func contentVersion(files: [ReleaseFile], package: [UInt8]) -> String {
    let descriptor = ReleaseFile(
      name: DataPackage.fileName, sha256: SHA256.hexadecimal(of: package), byteCount: package.count)
    return String(SHA256.hexadecimal(of: Checksums.bytes(of: files + [descriptor])).prefix(12))
  }
}
