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
    func list(_ name: String) throws -> Codelist {
      try Codelist(name: name, file: name + ".csv", bytes: bytes(name))
    }
    self.init(
      agencies: try list("agencies"), areas: try list("areas"),
      departments: try DepartmentList(file: "departments.csv", bytes: bytes("departments")),
      instruments: try list("instruments"),
      metrics: try list("metrics"), units: try list("units"))
  }
}
