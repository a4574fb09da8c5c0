// swift-tools-version: 6.1
import PackageDescription

// Four floors, arrows only downward (Tests/DafuArchitectureTests asserts it; CONTRIBUTING.md draws it).
let package = Package(
  name: "dafu",
  products: [
    .executable(name: "dafu", targets: ["dafu"]),
    .executable(name: "dafu-pdf", targets: ["dafu-pdf"]),
    .library(name: "Dafu", targets: ["DafuModel", "DafuExtract", "DafuNormalize", "DafuLoad", "DafuPipeline"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
  ],
  targets: [
    // Floor 4: the command line.
    .executableTarget(
      name: "dafu",
      dependencies: [
        "DafuPipeline", "DafuEvaluation", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Beside the house: reads PDF in a process of its own, so that a document can break nothing else.
    .executableTarget(name: "dafu-pdf", dependencies: ["CPoppler", "CLeptonica"]),

    // Floor 3: what a run is.
    .target(
      name: "DafuPipeline",
      dependencies: [
        "DafuModel", "DafuCodelists", "DafuExtract", "DafuNormalize", "DafuLoad", "DafuDigest", "CLibMalloc",
        "CLibZstd",
        "Yams",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Logging", package: "swift-log"),
      ]),

    // Floor 2: the three stages, and the measure of their work. None imports another.
    .target(name: "DafuExtract", dependencies: ["DafuModel", "CLibXML2", "CLibZip"]),
    .target(name: "DafuNormalize", dependencies: ["DafuModel", "DafuCodelists"]),
    .target(
      name: "DafuLoad",
      dependencies: [
        "DafuModel", "DafuCodelists", "DafuDigest", "CLibXLSXWriter", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(name: "DafuEvaluation", dependencies: ["DafuModel", "DafuCodelists"]),

    // Floor 1: the nouns, the codelists, the C libraries.
    .target(name: "DafuCodelists", dependencies: ["DafuModel"]),
    .target(name: "DafuModel"),
    .target(name: "DafuDigest", dependencies: ["CLibCrypto"]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibMalloc"),
    .systemLibrary(name: "CLibXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
    .systemLibrary(name: "CLeptonica", pkgConfig: "lept", providers: [.apt(["libleptonica-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CLibZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

    .testTarget(name: "DafuModelTests", dependencies: ["DafuModel", "DafuCodelists"]),
    .testTarget(name: "DafuExtractTests", dependencies: ["DafuExtract", "CLibZip"]),
    .testTarget(
      name: "DafuNormalizeTests", dependencies: ["DafuNormalize", "DafuExtract", "DafuEvaluation", "DafuDigest"]),
    .testTarget(
      name: "DafuLoadTests",
      dependencies: ["DafuLoad", "DafuEvaluation", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "DafuPipelineTests", dependencies: ["DafuPipeline", "DafuEvaluation"]),
    .testTarget(name: "DafuArchitectureTests"),
  ],
  swiftLanguageModes: [.v6]
)
