import DafuExtract
import DafuModel

/// The reader under test, with a mapping for documents whose root is `mapped`; the default rules read all others.
private let reader = DocumentReader(
  options: ReaderOptions(xmlMappings: [
    XMLMapping(
      rootName: "mapped",
      fields: [
        .title: "/mapped/n", .number: "/mapped/@wh", .issuer: "//who", .coAgencies: "//with", .published: "//p",
        .body: "//t",
      ])
  ]))

/// The fuzzer's entry: reads one input and stops where what came out breaks a property of documents.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = PackageInput.unfolded(Array(UnsafeBufferPointer(start: data, count: count)))
  if case .document(let document) = reader.read(bytes, path: "input", sha256: "00"),
    let fault = DocumentProperties.fault(in: document)
  {
    fatalError(fault)
  }
  return 0
}
