// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that those who use dafu neither resolve nor build it. The modules under test are links to
// the real ones: they are compiled here a second time, with the sanitizers' and the fuzzer's instrumentation.
let package = Package(
  name: "dafu-fuzz",
  targets: [
    .executableTarget(
      name: "ReaderFuzz", dependencies: ["DafuExtract", "DafuModel", "CLibZip"],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .target(name: "DafuExtract", dependencies: ["DafuModel", "CLibXML2", "CLibZip"]),
    .target(name: "DafuModel"),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
  ],
  swiftLanguageModes: [.v6]
)
