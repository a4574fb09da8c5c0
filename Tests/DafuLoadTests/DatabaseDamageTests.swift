import GRDB
import Testing

@testable import DafuLoad

@Suite struct DatabaseDamageTests {
  @Test(
    arguments: [
      ("UPDATE observations SET value = value + 1 WHERE rowid = 2", CheckFailure.Rule.sameContent, 2),
      ("UPDATE observations SET value_exact = '1' WHERE rowid = 3", .sameContent, 3),
      ("UPDATE documents SET agency_name = '别的局' WHERE rowid = 1", .sameContent, 1),
      ("UPDATE financial_metrics SET subject = 'x' WHERE rowid = 1", .sameContent, 1),
      ("DELETE FROM rejects", .sameContent, 1), ("UPDATE units SET name = name || ' '", .sameContent, 1),
      ("INSERT INTO rejects (path, reason, message) VALUES ('zzz', 'empty', 'm')", .sameContent, 2),
      ("UPDATE observations SET document_id = 'nowhere' WHERE rowid = 1", .reference, nil),
      ("DROP TABLE rejects", .structure, nil),
    ] as [(String, CheckFailure.Rule, Int?)])
  func aChangedRowIsFound(statement: String, rule: CheckFailure.Rule, row: Int?) throws {
    let folder = try TemporaryFolder()
    let options = try ReleaseOptions(
      dataset: "replies", title: "答复数据", description: "Invented.", formats: Set(ReleaseFormat.allCases))
    let builder = ReleaseBuilder(options: options, codelists: Fixtures.codelists)
    let path = try ReleasePublisher(directory: folder.path).publish(builder.build(Fixtures.sample())).path
    #expect(try ReleaseVerifier.verify(path) == [])
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path + "/dataset.sqlite", configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: statement) }
    try queue.close()
    let failures = try ReleaseVerifier.verify(path)
    #expect(
      failures.contains { $0.file == "dataset.sqlite" && $0.rule == rule && (row == nil || $0.row == row) },
      "\(failures)")
    #expect(failures.contains { $0.file == "dataset.sqlite" && $0.rule == .digest })
  }
}
