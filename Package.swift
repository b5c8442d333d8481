// swift-tools-version: 6.2
import PackageDescription

// The plan of the house: arrows point down only. `TidyTests` reads the imports against it.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(
  name: "HummingbirdTesting", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "rung",
  products: [.executable(name: "rung", targets: ["rung"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  ],
  targets: [
    // What everything speaks.
    library("RungModel"),
    library("RungPorts", ["RungModel"]),

    // The pure heart.
    library("RungCore", ["RungModel", realModule]),
    library("CurveGenerator", ["RungModel", realModule]),

    // Files that people write and read.
    library("LadderFile", ["RungModel", yams]),
    library("RungFormats", ["RungModel"]),

    // How good the forecaster is.
    library("RungBacktest", ["RungModel", "RungCore", "RungFormats", realModule]),

    // The world.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CSpawn"),
    library("CurlTransport", ["CCurl"]),
    library("StoreSQLite", ["RungModel", "RungPorts", grdb]),
    library(
      "BackendLocal",
      [
        "RungModel", "RungPorts", "CSpawn", "CurlTransport", logging, subprocess, systemPackage,
      ]),

    // The shells.
    library("RungSimulation", ["RungModel", "RungPorts", "RungCore", realModule]),
    library(
      "RungServer",
      ["RungModel", "RungPorts", "RungFormats", httpTypes, hummingbird, logging, nioCore]),
    library(
      "RungDaemon",
      [
        "RungModel", "RungPorts", "RungCore", "RungFormats", "LadderFile", "CurlTransport",
        logging, serviceLifecycle,
      ]),
    library("RungClient", ["RungModel", "RungFormats", "CurlTransport"]),
    library("RungRehearsal", ["RungModel", "RungFormats", "RungClient"]),
    library(
      "RungReport",
      ["RungModel", "RungCore", "RungFormats", "RungSimulation", "RungBacktest", realModule]),

    // The programs.
    .executableTarget(
      name: "rung",
      dependencies: [
        "RungModel", "RungPorts", "RungCore", "CurveGenerator", "LadderFile", "RungFormats",
        "RungBacktest", "CurlTransport", "StoreSQLite", "BackendLocal", "RungSimulation",
        "RungServer", "RungDaemon", "RungClient", "RungRehearsal", "RungReport", argumentParser,
        hummingbird, logging, serviceLifecycle, unixSignals,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "rung-bench",
      dependencies: [
        "RungModel", "RungPorts", "RungCore", "CurveGenerator", "RungSimulation", "StoreSQLite",
      ],
      swiftSettings: settings),

    tests(
      "BackendLocalTests",
      ["RungModel", "RungPorts", "BackendLocal", "CurlTransport", logging]),
    tests("CurlTransportTests", ["CurlTransport"]),
    tests("CurveGeneratorTests", ["RungModel", "CurveGenerator", realModule]),
    tests(
      "EndToEndTests",
      ["RungModel", "RungPorts", "RungFormats", "RungClient", "CurveGenerator", "StoreSQLite"]),
    .testTarget(
      name: "LadderFileTests", dependencies: ["RungModel", "LadderFile"],
      exclude: ["Fixtures", "validate.py"], swiftSettings: settings),
    .testTarget(
      name: "RungBacktestTests",
      dependencies: [
        "RungModel", "RungCore", "RungFormats", "RungBacktest", "RungReport", "CurveGenerator",
      ],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "RungCommandTests",
      dependencies: [
        "rung", "RungModel", "RungPorts", "RungCore", "RungFormats", "RungReport",
        "RungSimulation", "StoreSQLite",
      ],
      exclude: ["Goldens"], swiftSettings: settings),
    tests("RungCoreTests", ["RungModel", "RungCore", "CurveGenerator", realModule]),
    tests(
      "RungDaemonTests",
      [
        "RungModel", "RungPorts", "RungCore", "RungFormats", "LadderFile", "RungDaemon",
        "RungSimulation", logging, serviceLifecycle,
      ]),
    tests("RungFormatsTests", ["RungModel", "RungFormats", "CurveGenerator"]),
    tests("RungModelTests", ["RungModel"]),
    tests(
      "RungRehearsalTests",
      ["RungModel", "RungFormats", "CurlTransport", "RungClient", "RungRehearsal"]),
    .testTarget(
      name: "RungReportTests",
      dependencies: [
        "RungModel", "RungCore", "RungFormats", "RungSimulation", "RungReport", "CurveGenerator",
      ],
      exclude: ["Goldens"], swiftSettings: settings),
    tests(
      "RungServerTests",
      [
        "RungModel", "RungPorts", "RungFormats", "RungServer", httpTypes, hummingbird,
        hummingbirdTesting, logging, nioCore, serviceLifecycle,
      ]),
    tests(
      "RungSimulationTests",
      ["RungModel", "RungCore", "CurveGenerator", "LadderFile", "RungSimulation"]),
    tests("StoreSQLiteTests", ["RungModel", "RungPorts", "StoreSQLite", grdb]),
    tests("TidyTests", []),
  ]
)
