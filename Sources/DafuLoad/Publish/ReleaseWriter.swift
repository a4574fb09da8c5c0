import DafuDigest

/// Writes the files of a release into an empty folder.
struct ReleaseWriter {
  let release: Release
  let folder: ReleaseFolder
  /// The folder of the release before this one, if there is one.
  let previous: String?

  /// Writes every file, makes them durable, and gives the version's name.
  func write() throws -> String {
    var described: [(file: ReleaseFile, table: Table, format: ReleaseFormat)] = []
    for content in release.tables {
      let formats = content.table.formats.intersection(release.options.formats).union([.csv])
      for format in ReleaseFormat.allCases where formats.contains(format) {
        let file = try folder.write("\(content.table.name).\(format.fileExtension)") { sink in
          var writer = format.writer(of: content.table, options: release.options, to: sink)
          try writer?.write(content)
        }
        described.append((file, content.table, format))
      }
    }
    func package(_ version: String?) -> [UInt8] {
      let others = folder.files.dropFirst(described.count)
      return DataPackage(options: release.options, version: version, files: described, others: Array(others)).bytes()
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
    try FileSystem.synchronize(folder: folder.path)
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
