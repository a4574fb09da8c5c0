import Foundation
import Synchronization

/// The codelists that the stages work with.
public struct CodelistSet: Sendable {
  /// Public bodies by name: national ones, and local ones whose names follow no common pattern.
  public let agencies: Codelist
  /// Administrative areas (GB/T 2260), down to counties.
  public let areas: Codelist
  /// Public bodies by pattern: local departments and branches of central bodies.
  public let departments: DepartmentList
  /// Financial instruments, products and markets.
  public let instruments: Codelist
  /// What is measured.
  public let metrics: Codelist
  /// Units.
  public let units: Codelist

  /// The names of the lists, each a file `<name>.csv` of the codelist folder.
  public static let names = ["agencies", "areas", "departments", "instruments", "metrics", "units"]

  /// Creates a set.
  public init(
    agencies: Codelist, areas: Codelist, departments: DepartmentList = DepartmentList(departments: []),
    instruments: Codelist, metrics: Codelist, units: Codelist
  ) {
    self.agencies = agencies
    self.areas = areas
    self.departments = departments
    self.instruments = instruments
    self.metrics = metrics
    self.units = units
  }

  /// Reads the six lists; `bytes` gives the content of `<name>.csv`.
  public init(bytes: (_ name: String) throws -> [UInt8]) throws {
    let contents = CodelistSet.names.map { name in Result { try bytes(name) } }
    // Each list is read by itself, the largest beside the others; the first fault in the order of the names is thrown.
    let read = Mutex<[String: Result<Content, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: contents.count) { index in
      let name = CodelistSet.names[index]
      let content = contents[index].flatMap { bytes in
        Result {
          name == "departments"
            ? Content.departments(try DepartmentList(file: name + ".csv", bytes: bytes))
            : Content.codes(try Codelist(name: name, file: name + ".csv", bytes: bytes))
        }
      }
      read.withLock { $0[name] = content }
    }
    let lists = read.withLock { $0 }
    var codes: [String: Codelist] = [:]
    var departments = DepartmentList(departments: [])
    for name in CodelistSet.names {
      switch try lists[name]?.get() {
      case .codes(let list): codes[name] = list
      case .departments(let list): departments = list
      case nil: break
      }
    }
    func list(_ name: String) -> Codelist { codes[name] ?? Codelist(name: name, codes: []) }
    self.init(
      agencies: list("agencies"), areas: list("areas"), departments: departments, instruments: list("instruments"),
      metrics: list("metrics"), units: list("units"))
  }

  private enum Content: Sendable {
    case codes(Codelist)
    case departments(DepartmentList)
  }
}
