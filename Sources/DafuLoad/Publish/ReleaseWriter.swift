import DafuDigest

/// Writes the files of a release into an empty folder.
struct ReleaseWriter {
  let release: Release
  let folder: String
  /// Told the name of each file before it is made; what it throws ends the writing.
  let willWrite: (String) throws -> Void

  /// Writes every file, makes them durable, and gives the version's name.
  func write() throws -> String {
    var described: [(file: ReleaseFile, table: Table, format: ReleaseFormat)] = []
    for content in release.tables {
      let formats = content.table.formats.intersection(release.options.formats).union([.csv])
      for format in ReleaseFormat.allCases where formats.contains(format) {
        let file = try write("\(content.table.name).\(format.fileExtension)") { sink in
          var writer = format.writer(of: content.table, options: release.options, to: sink)
          try writer.write(content)
        }
        described.append((file, content.table, format))
      }
    }
    let files = described.map(\.file)
    func package(_ version: String?) -> [UInt8] {
      DataPackage(options: release.options, version: version, files: described).bytes()
    }
    let version = release.options.version ?? ReleaseWriter.contentVersion(files: files, package: package(nil))
    let descriptor = try write(DataPackage.fileName) { try $0.write(package(version)) }
    _ = try write(Checksums.fileName) { try $0.write(Checksums.bytes(of: files + [descriptor])) }
    try FileSystem.synchronize(folder: folder)
    return version
  }

  /// A version's name from its content: the first twelve hexadecimal digits of the digest of the list of digests,
  /// taken while the descriptor names no version yet.
  private static func contentVersion(files: [ReleaseFile], package: [UInt8]) -> String {
    let descriptor = ReleaseFile(
      name: DataPackage.fileName, sha256: SHA256.hexadecimal(of: package), byteCount: package.count)
    return String(SHA256.hexadecimal(of: Checksums.bytes(of: files + [descriptor])).prefix(12))
  }

  private func write(_ name: String, _ body: (any ByteSink) throws -> Void) throws -> ReleaseFile {
    try willWrite(name)
    let file = try OutputFile(folder + "/" + name)
    try body(file)
    let (sha256, byteCount) = try file.finish()
    return ReleaseFile(name: name, sha256: sha256, byteCount: byteCount)
  }
}
