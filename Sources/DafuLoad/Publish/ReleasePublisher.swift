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
  /// The link to the newest release.
  public static let latestName = "latest"

  /// The output folder; made where it is missing.
  public let directory: String
  private let step: @Sendable (String) throws -> Void

  /// Creates a publisher.
  public init(directory: String) { self.init(directory: directory) { _ in } }

  /// Creates a publisher that tells each step before it is taken; what `step` throws stops it there.
  init(directory: String, step: @escaping @Sendable (String) throws -> Void) {
    self.directory = directory
    self.step = step
  }

  /// Publishes a release. Throws `FileError` where the system refuses, `PublishError` where a version of this name
  /// with other content exists.
  public func publish(_ release: Release) throws -> PublishedRelease {
    let home = directory + "/" + release.options.dataset
    try FileSystem.makeDirectories(home)
    let lock = try FolderLock(home)
    defer { withExtendedLifetime(lock) {} }
    // A run that crashed may have left these; the lock says that nobody is using them.
    try FileSystem.remove(home + "/" + ReleasePublisher.stagingName)
    try FileSystem.remove(home + "/" + ReleasePublisher.linkName)
    WorkingSpace.removeLeftovers(in: home)

    let staging = home + "/" + ReleasePublisher.stagingName
    do {
      try step("stage")
      try FileSystem.makeDirectory(staging)
      let latest = home + "/" + ReleasePublisher.latestName
      let folder = ReleaseFolder(staging, willWrite: step)
      let previous = FileSystem.target(ofLink: latest).map { home + "/" + $0 }
      let version = try ReleaseWriter(release: release, folder: folder, previous: previous).write()
      let path = home + "/" + version
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
      return PublishedRelease(path: path, version: version, counts: release.counts, changed: changed)
    } catch {
      // The first error is the one to report; a leftover is removed by the next run.
      try? FileSystem.remove(staging)
      throw error
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
