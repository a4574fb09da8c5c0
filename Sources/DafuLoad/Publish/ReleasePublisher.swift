import DafuDigest

/// A release that stands in the output folder.
public struct PublishedRelease: Sendable {
  /// Its folder.
  public let path: String
  /// Its version.
  public let version: String
  /// How many rows it has.
  public let counts: Release.Counts
  /// Whether `latest` is another release than before; false where the newest one had this content already.
  public let changed: Bool
  /// Every file of it, the list of digests among them.
  public let files: [ReleaseFile]
}

/// A release that was not to be published; it is complete and kept for inspection.
public struct HeldRelease: Error, Sendable {
  /// Its folder.
  public let path: String
  /// Its version.
  public let version: String
}

/// A release could not be published; what was published before is untouched.
public struct PublishError: Error, CustomStringConvertible {
  /// What is wrong and what to do.
  public let message: String

  /// The message.
  public var description: String { message }
}

/// Publishes releases below a folder: `DIRECTORY/<dataset>/<version>/`, with the link `latest` beside.
///
/// A release is written beside the published ones, made durable and renamed into place; then `latest` is switched by
/// a rename. At every moment `latest` is a complete release, and a published folder is never written to again.
public struct ReleasePublisher: Sendable {
  private static let stagingName = ".staging"
  private static let linkName = ".latest"
  private static let heldName = ".held"
  /// The link to the newest release.
  public static let latestName = "latest"

  /// The output folder; made where it is missing.
  public let directory: String
  private let step: @Sendable (String) throws -> Void

  /// Creates a publisher.
  public init(directory: String) { self.init(directory: directory) { _ in } }

  /// Creates a publisher that tells each step before it is taken; what `step` throws stops it there.
  public init(directory: String, step: @escaping @Sendable (String) throws -> Void) {
    self.directory = directory
    self.step = step
  }

  /// Removes what a run that crashed left behind. Throws `FileError` where another one is publishing, or the system
  /// refuses.
  public func removeLeftovers(dataset: String) throws {
    let home = directory + "/" + dataset
    guard try FileSystem.kind(of: home) == .directory else { return }
    let lock = try FolderLock(home)
    defer { withExtendedLifetime(lock) {} }
    try removeLeftovers(in: home)
  }

  /// The lock on `home`, which the caller holds, says that nobody is using them.
  private func removeLeftovers(in home: String) throws {
    try FileSystem.remove(home + "/" + ReleasePublisher.stagingName)
    try FileSystem.remove(home + "/" + ReleasePublisher.linkName)
    WorkingSpace.removeLeftovers(in: home)
  }

  /// Publishes a release. Throws `FileError` where the system refuses, `PublishError` where a version of this name
  /// with other content exists.
  ///
  /// `isToBePublished` is given the folder of the finished release and that of the one that `latest` names, if there
  /// is one. Where it says no, the release is moved to `.held/<version>`, in place of what was held before, and
  /// `HeldRelease` is thrown.
  public func publish(
    _ release: Release, if isToBePublished: (_ finished: String, _ latest: String?) throws -> Bool = { _, _ in true }
  ) throws -> PublishedRelease {
    let home = directory + "/" + release.options.dataset
    try FileSystem.makeDirectories(home)
    let lock = try FolderLock(home)
    defer { withExtendedLifetime(lock) {} }
    try removeLeftovers(in: home)

    let staging = home + "/" + ReleasePublisher.stagingName
    do {
      try step("stage")
      try FileSystem.makeDirectory(staging)
      let latest = home + "/" + ReleasePublisher.latestName
      let folder = ReleaseFolder(staging, jobs: release.jobs, willWrite: step)
      let previous = FileSystem.target(ofLink: latest).map { home + "/" + $0 }
      let version = try ReleaseWriter(release: release, folder: folder, previous: previous).write()
      let path = home + "/" + version
      if version != previous.map({ $0.dropFirst(home.utf8.count + 1) }).map(String.init),
        try !isToBePublished(staging, previous)
      {
        try hold(staging, version: version, in: home)
      }
      guard [.nothing, .link].contains(try FileSystem.kind(of: latest)) else {
        throw PublishError(message: "\(latest) is no link: move it away")
      }
      if try FileSystem.kind(of: path) == .nothing {
        try step("rename")
        try FileSystem.rename(staging, to: path)
        try FileSystem.synchronize(folder: home)
      } else {
        try requireSameContent(path, staging)
        try FileSystem.remove(staging)
      }
      let changed = FileSystem.target(ofLink: latest) != version
      if changed { try switchLatest(to: version, in: home) }
      return PublishedRelease(
        path: path, version: version, counts: release.counts, changed: changed,
        files: try ReleasePublisher.files(of: path))
    } catch {
      // The first error is the one to report; a leftover is removed by the next run.
      try? FileSystem.remove(staging)
      throw error
    }
  }

  private func hold(_ staging: String, version: String, in home: String) throws -> Never {
    let held = home + "/" + ReleasePublisher.heldName
    // One is enough to look at, and a run every night must not fill the disk.
    try FileSystem.remove(held)
    try FileSystem.makeDirectory(held)
    try step("hold")
    try FileSystem.rename(staging, to: held + "/" + version)
    try FileSystem.synchronize(folder: held)
    throw HeldRelease(path: held + "/" + version, version: version)
  }

  /// The files as they stand: those of the list of digests, and the list.
  private static func files(of path: String) throws -> [ReleaseFile] {
    let list = try FileSystem.read(path + "/" + Checksums.fileName)
    let entries = Checksums.read(list) ?? []
    return try entries.map { entry in
      ReleaseFile(
        name: entry.name, sha256: entry.sha256, byteCount: try FileSystem.size(of: path + "/" + entry.name))
    } + [ReleaseFile(name: Checksums.fileName, sha256: SHA256.hexadecimal(of: list), byteCount: list.count)]
  }

  /// Whether `latest` still names this version and its files stand there: each of its size, and the list of digests
  /// byte for byte. A quick look; `ReleaseVerifier` reads everything.
  public func stands(dataset: String, version: String, files: [ReleaseFile]) -> Bool {
    let latest = directory + "/" + dataset + "/" + ReleasePublisher.latestName
    guard FileSystem.target(ofLink: latest) == version, !files.isEmpty else { return false }
    return files.allSatisfy { file in
      let path = latest + "/" + file.name
      guard (try? FileSystem.kind(of: path)) == .file, (try? FileSystem.size(of: path)) == file.byteCount else {
        return false
      }
      return file.name != Checksums.fileName
        || (try? FileSystem.read(path)).map { SHA256.hexadecimal(of: $0) } == file.sha256
    }
  }

  private func switchLatest(to version: String, in home: String) throws {
    let link = home + "/" + ReleasePublisher.linkName
    try step("switch")
    try FileSystem.makeLink(link, to: version)
    try FileSystem.rename(link, to: home + "/" + ReleasePublisher.latestName)
    try FileSystem.synchronize(folder: home)
  }

  private func requireSameContent(_ published: String, _ staging: String) throws {
    let list = "/" + Checksums.fileName
    // What is said of the release before may differ: a run again finds another one named by `latest`.
    func own(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
      bytes.split(separator: 0x0A).filter { line in
        !ChangesPart.fileNames.contains { line.dropFirst(66).elementsEqual($0.utf8) }
      }
    }
    guard try FileSystem.kind(of: published + list) == .file,
      try own(FileSystem.read(published + list)) == own(FileSystem.read(staging + list))
    else {
      throw PublishError(
        message: "\(published) exists with other content; a release is never overwritten: choose another version name")
    }
    let damage = try FileInventory.failures(in: published)
    guard damage.isEmpty else {
      throw PublishError(
        message: "\(published) is damaged (\(damage[0])); move it away and run again")
    }
  }
}
