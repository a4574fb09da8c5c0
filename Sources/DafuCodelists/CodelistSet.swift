/// The codelists that the stages work with.
public struct CodelistSet: Sendable {
  /// Public bodies: national ones by name, local ones by department (`{area}-FIN` 财政厅).
  public let agencies: Codelist
  /// Administrative areas (GB/T 2260), down to prefectures.
  public let areas: Codelist
  /// Financial instruments, products and markets.
  public let instruments: Codelist
  /// What is measured.
  public let metrics: Codelist
  /// Units.
  public let units: Codelist

  /// The names of the lists, each a file `<name>.csv` of the codelist folder.
  public static let names = ["agencies", "areas", "instruments", "metrics", "units"]

  /// Creates a set.
  public init(agencies: Codelist, areas: Codelist, instruments: Codelist, metrics: Codelist, units: Codelist) {
    self.agencies = agencies
    self.areas = areas
    self.instruments = instruments
    self.metrics = metrics
    self.units = units
  }

  /// Reads the five lists; `bytes` gives the content of `<name>.csv`.
  public init(bytes: (_ name: String) throws -> [UInt8]) throws {
    func list(_ name: String) throws -> Codelist {
      try Codelist(name: name, file: name + ".csv", bytes: bytes(name))
    }
    self.init(
      agencies: try list("agencies"), areas: try list("areas"), instruments: try list("instruments"),
      metrics: try list("metrics"), units: try list("units"))
  }
}
