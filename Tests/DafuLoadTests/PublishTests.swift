import DafuModel
import Synchronization
import Testing

@testable import DafuLoad

private struct Interruption: Error {}

@Suite struct PublishTests {
  private func release(_ value: String = "5", version: String? = nil) throws -> Release {
    try Fixtures.builder(version: version).build([
      Fixtures.document("d", [try Fixtures.observation("o", in: "d", value: value)])
    ])
  }

  @Test func aReleaseHasTheFilesOfTheContract() throws {
    let folder = try TemporaryFolder()
    let published = try ReleasePublisher(directory: folder.path + "/made/on/the/way").publish(release())
    #expect(
      try FileSystem.names(in: published.path) == [
        "SHA256SUMS", "agencies.csv", "datapackage.json", "documents.csv", "documents.json", "financial_metrics.csv",
        "financial_metrics.json", "instruments.csv", "metrics.csv", "observations.csv", "observations.json",
        "rejects.csv", "units.csv",
      ])
    #expect(published.version.utf8.count == 12)
    #expect(published.changed)
    #expect(published.counts.observations == 1)
    let home = folder.path + "/made/on/the/way/replies"
    #expect(FileSystem.target(ofLink: home + "/latest") == published.version)
    #expect(try FileSystem.names(in: home) == [published.version, "latest"])
  }

  @Test func headersAreThoseOfTheContract() throws {
    let folder = try TemporaryFolder()
    let path = try ReleasePublisher(directory: folder.path).publish(release()).path
    let headers = [
      "observations":
        "observation_id,document_id,year,period_start,period_end,period_type,period_basis,agency,agency_name,"
        + "agency_basis,instrument,instrument_name,metric,metric_name,subject,measure,value,unit,unit_text,comparator,"
        + "value_text,status,ref_area,ref_area_name,section,evidence,start,end,confidence,rule",
      "financial_metrics":
        "year,instrument,instrument_name,agency,agency_name,metric,metric_name,subject,measure,unit,period_type,"
        + "ref_area,ref_area_name,status,value,comparator,period_start,period_end,n_observations,n_documents,agreement,"
        + "value_min,value_max,observation_id",
      "documents":
        "document_id,path,format,sha256,title,document_number,date,published,agency,agency_name,ref_area,"
        + "ref_area_name,addressed_body,session,proposal_number,proposal_title,co_agencies,disposition,disclosure,url,"
        + "n_observations",
      "rejects": "path,reason,message,sha256", "instruments": "code,name,name_en,aliases,parent,status",
      "agencies": "code,name,name_en,aliases,parent,ref_area,status",
      "metrics": "code,name,name_en,aliases,parent,domain,measure,status",
      "units": "code,name,name_en,aliases,parent,symbol,scale,status",
    ]
    for (table, header) in headers {
      let text = String(decoding: try FileSystem.read("\(path)/\(table).csv"), as: UTF8.self)
      #expect(text.utf8.starts(with: "\u{FEFF}\(header)\r\n".utf8), "\(table)")
    }
  }

  @Test func shuffledInputGivesTheSameBytes() throws {
    let sample = try Fixtures.sample()
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    _ = try ReleasePublisher(directory: first.path).publish(Fixtures.builder().build(sample))
    let shuffled = sample.reversed().map { outcome -> NormalizeOutcome in
      guard case .document(let document) = outcome else { return outcome }
      return .document(
        NormalizedDocument(
          record: document.record, observations: document.observations.reversed(), codes: document.codes))
    }
    _ = try ReleasePublisher(directory: second.path).publish(Fixtures.builder().build(shuffled))
    #expect(try first.snapshot() == second.snapshot())
  }

  @Test func theSameContentIsNotWrittenTwice() throws {
    let folder = try TemporaryFolder()
    let publisher = ReleasePublisher(directory: folder.path)
    let first = try publisher.publish(release())
    let before = try folder.snapshot()
    let second = try publisher.publish(release())
    #expect(!second.changed)
    #expect(second.version == first.version)
    #expect(try folder.snapshot() == before)
  }

  @Test func newContentLeavesTheOldReleaseAlone() throws {
    let folder = try TemporaryFolder()
    let publisher = ReleasePublisher(directory: folder.path)
    let first = try publisher.publish(release("5"))
    let second = try publisher.publish(release("6"))
    #expect(second.changed)
    #expect(try ReleaseVerifier.verify(first.path) == [])
    #expect(FileSystem.target(ofLink: folder.path + "/replies/latest") == second.version)
    // And back: the old release is there already, only the link moves.
    #expect(try publisher.publish(release("5")).changed)
    #expect(FileSystem.target(ofLink: folder.path + "/replies/latest") == first.version)
  }

  @Test func aNamedVersionIsNeverOverwritten() throws {
    let folder = try TemporaryFolder()
    let publisher = ReleasePublisher(directory: folder.path)
    #expect(try publisher.publish(release("5", version: "2025.10")).version == "2025.10")
    let before = try folder.snapshot()
    #expect(throws: PublishError.self) { try publisher.publish(release("6", version: "2025.10")) }
    #expect(try folder.snapshot() == before)
    #expect(try !publisher.publish(release("5", version: "2025.10")).changed)
  }

  @Test func aFailedCheckTouchesNothing() throws {
    let folder = try TemporaryFolder()
    _ = try ReleasePublisher(directory: folder.path).publish(release())
    let before = try folder.snapshot()
    #expect(throws: ReleaseCheckError.self) {
      let broken = try Fixtures.observation("o", in: "elsewhere")
      _ = try ReleasePublisher(directory: folder.path).publish(
        Fixtures.builder().build([Fixtures.document("d", [broken])]))
    }
    #expect(try folder.snapshot() == before)
  }

  /// At every step `latest` is a complete release, and a run that stops there leaves the published ones as they are.
  @Test func latestIsCompleteAtEveryStep() throws {
    let steps = Mutex<[String]>([])
    let rehearsal = try TemporaryFolder()
    _ = try ReleasePublisher(directory: rehearsal.path) { step in steps.withLock { $0.append(step) } }
      .publish(release("6"))
    let names = steps.withLock { $0 }
    #expect(names.first == "stage")
    #expect(names.suffix(3) == ["SHA256SUMS", "rename", "switch"])
    for stop in names {
      let folder = try TemporaryFolder()
      let first = try ReleasePublisher(directory: folder.path).publish(release("5"))
      let latest = folder.path + "/replies/latest"
      let interrupted = ReleasePublisher(directory: folder.path) { step in
        #expect(try ReleaseVerifier.verify(latest) == [])
        #expect(FileSystem.target(ofLink: latest) == first.version)
        if step == stop { throw Interruption() }
      }
      #expect(throws: Interruption.self) { try interrupted.publish(release("6")) }
      #expect(try ReleaseVerifier.verify(latest) == [])
      #expect(FileSystem.target(ofLink: latest) == first.version)
      // The next run gets through.
      let second = try ReleasePublisher(directory: folder.path).publish(release("6"))
      #expect(second.changed)
      #expect(try ReleaseVerifier.verify(latest) == [])
    }
  }

  @Test func leftoversOfACrashAreRemoved() throws {
    let folder = try TemporaryFolder()
    let home = folder.path + "/replies"
    try FileSystem.makeDirectories(home + "/.staging/deep")
    try folder.write("half", "half a file")
    try FileSystem.rename(folder.path + "/half", to: home + "/.staging/deep/observations.csv")
    try FileSystem.makeLink(home + "/.latest", to: "nowhere")
    let published = try ReleasePublisher(directory: folder.path).publish(release())
    #expect(try FileSystem.names(in: home) == [published.version, "latest"])
  }

  @Test func anOutputFolderThatCannotBeMadeIsNamed() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "x")
    let error = #expect(throws: FileError.self) {
      try ReleasePublisher(directory: folder.path + "/file/below").publish(release())
    }
    #expect(error?.description.contains("file/below") == true)
    #expect(error?.description.contains("a part of the path is a file") == true)
  }

  @Test func aSecondRunIsKeptOut() throws {
    let folder = try TemporaryFolder()
    try FileSystem.makeDirectories(folder.path + "/replies")
    let lock = try FolderLock(folder.path + "/replies")
    #expect(throws: FileError.self) { try ReleasePublisher(directory: folder.path).publish(release()) }
    withExtendedLifetime(lock) {}
  }

  @Test(arguments: ["", "Replies", "../x", "a/b", ".hidden", "答复"])
  func datasetNamesAreFolderNames(name: String) {
    #expect(throws: ReleaseOptionsError.self) { try Fixtures.options(dataset: name) }
  }

  @Test(arguments: ["latest", "../1", "", "a b"])
  func versionNamesAreFolderNames(name: String) {
    #expect(throws: ReleaseOptionsError.self) { try Fixtures.options(version: name) }
  }
}
