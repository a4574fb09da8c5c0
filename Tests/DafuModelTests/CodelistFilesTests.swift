import DafuCodelists
import DafuModel
import Foundation
import Testing

/// The codelists that the repository ships.
@Suite struct CodelistFilesTests {
  static let set: Result<CodelistSet, any Error> = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "pipelines/codelists")
    return try CodelistSet { name in [UInt8](try Data(contentsOf: folder.appending(path: name + ".csv"))) }
  }

  @Test func everyFileParses() throws {
    let set = try Self.set.get()
    #expect(set.instruments.codes.count > 500)
    #expect(set.agencies.codes.count > 150)
    #expect(set.departments.departments.count > 180)
    #expect(!set.metrics.codes.isEmpty && !set.units.codes.isEmpty)
  }

  @Test func theAreasAreTheWholeCountry() throws {
    let areas = try Self.set.get().areas
    func count(_ level: String) -> Int { areas.codes.count { areas.attribute("level", of: $0.code) == level } }
    #expect(count("province") + count("municipality") == 35)
    // 333 prefectures, 雄安新区, and 莱芜 as it was until 2018.
    #expect(count("prefecture") == 335)
    #expect(areas.code(named: "襄樊市")?.name == "襄阳市")
    #expect(areas.codes.allSatisfy { $0.parent != nil || $0.code == "000000" })
  }

  @Test func instrumentsAreCodedInEnglishAndHaveAParent() throws {
    let instruments = try Self.set.get().instruments
    for code in instruments.codes {
      #expect(code.code.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }, "\(code.code)")
      #expect(!code.nameEnglish.isEmpty, "\(code.code)")
      #expect(!code.name.contains("+"), "\(code.code)")
      #expect((code.parent == nil) == (instruments.isClass(code.code)), "\(code.code)")
    }
    for generic in ["贷款", "债券", "保险", "基金", "担保", "资金", "票据", "股票", "融资"] {
      #expect(instruments.code(named: generic) == nil, "\(generic) is too general to be recognized")
    }
    #expect(instruments.code(named: "普惠小微贷款")?.code != instruments.code(named: "普惠型小微企业贷款")?.code)
  }

  @Test func nationalBodiesThatDepartmentsNameAreListed() throws {
    let set = try Self.set.get()
    for department in set.departments.departments {
      guard let national = department.national else { continue }
      #expect(set.agencies[national] != nil, "\(department.code) names \(national)")
    }
    for agency in set.agencies.codes {
      #expect(agency.refArea.flatMap { set.areas[$0] } != nil, "\(agency.code)")
    }
  }

  @Test(arguments: [
    ("code,name\na,甲\na,乙\n", 3), ("code,name,aliases\na,甲,丙\nb,乙,丙\n", 3), ("code,name,parent\na,甲,z\n", 2),
    ("code,name,parent\na,甲,b\nb,乙,a\n", 2), ("code,name,valid_to\na,甲,2024-13-01\n", 2),
    ("code,name,colour\na,甲,red\n", 1),
    ("code,name,contextual,aliases\na,甲,丙,\nb,乙,,丙\n", 3),
  ])
  func aFaultIsNamedWithItsLine(text: String, line: Int) {
    let error = #expect(throws: CodelistError.self) { try Codelist(name: "t", file: "t.csv", bytes: Array(text.utf8)) }
    #expect(error?.line == line)
  }

  @Test(arguments: [
    ("FIN,{area}财政厅,F,,province,,,,,,", "no {area}"), ("{area}-FIN,财政厅,F,,province,,,,,,", "neither"),
    ("{area}-FIN,{area}财政厅,F,,village,,,,,,", "no level"), ("{area}-FIN,{area}财政厅,F,,all,2024,,,,,", "no ISO date"),
    ("{area}-FIN,{area}财政厅,F,,all,,,{area}-X,,,", "successor"),
  ])
  func aFaultyDepartmentIsRefused(row: String, message: String) {
    let text = DepartmentList.columns.joined(separator: ",") + "\n" + row + "\n"
    let error = #expect(throws: CodelistError.self) { try DepartmentList(file: "d.csv", bytes: Array(text.utf8)) }
    #expect(error?.message.contains(message) == true)
  }
}
