import Foundation
import Testing

/// The plan of the house: which target may import which. Arrows point down only. The build's own
/// import check misses what another dependency pulls in, so the imports are read here too.
@Suite struct ArrowTests {
  static let arrows: [String: Set<String>] = [
    "RungModel": [],
    "RungPorts": ["RungModel"],
    "RungCore": ["RungModel"],
    "CurveGenerator": ["RungModel"],
    "LadderFile": ["RungModel"],
    "RungFormats": ["RungModel", "RungPorts"],
    "RungBacktest": ["RungModel", "RungCore", "RungFormats"],
    "CurlTransport": ["CCurl"],
    "StoreSQLite": ["RungModel", "RungPorts"],
    "BackendLocal": ["RungModel", "RungPorts", "CurlTransport", "CSpawn"],
    "RungSimulation": ["RungModel", "RungPorts", "RungCore"],
    "RungServer": ["RungModel", "RungPorts", "RungFormats"],
    "RungDaemon": [
      "RungModel", "RungPorts", "RungCore", "RungFormats", "LadderFile", "CurlTransport",
    ],
    "RungClient": ["RungModel", "RungFormats", "CurlTransport"],
    "RungRehearsal": ["RungModel", "RungFormats", "RungClient"],
    "RungReport": [
      "RungModel", "RungCore", "RungFormats", "LadderFile", "RungSimulation", "RungBacktest",
    ],
  ]

  /// Libraries from outside, by the targets that may import them; the standard ones are free
  /// outside the core.
  static let vendors: [String: Set<String>] = [
    "Yams": ["LadderFile"],
    "GRDB": ["StoreSQLite"],
    "Hummingbird": ["RungServer", "rung"],
    "HummingbirdCore": ["RungServer"],
    "HTTPTypes": ["RungServer"],
    "NIOCore": ["RungServer"],
    "ArgumentParser": ["rung"],
    "ServiceLifecycle": ["RungDaemon", "RungServer", "rung"],
    "UnixSignals": ["rung"],
    "Subprocess": ["BackendLocal"],
    "SystemPackage": ["BackendLocal"],
    "RealModule": ["RungCore", "RungSimulation", "RungBacktest", "RungReport", "CurveGenerator"],
    "Collections": ["RungCore"],
    "Logging": ["BackendLocal", "RungServer", "RungDaemon", "rung"],
  ]

  /// What the system brings. The core gets none of it.
  static let system: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch",
  ]
  static let pure: Set<String> = ["RungModel", "RungCore", "CurveGenerator", "RungSimulation"]

  @Test func importsFollowThePlan() throws {
    let ours = Set(Self.arrows.keys).union(["CCurl", "CSpawn", "rung", "rung-bench"])
    for file in try SourceTree.files(below: "Sources") {
      for name in file.lines.compactMap(Self.imported) {
        let target = file.target
        if ours.contains(name) {
          let isAllowed = target.hasPrefix("rung") || Self.arrows[target]?.contains(name) == true
          #expect(isAllowed, "\(file.path) imports \(name): no arrow from \(target) to \(name)")
        } else if let users = Self.vendors[name] {
          #expect(users.contains(target), "\(file.path) imports \(name): not for \(target)")
        } else {
          #expect(Self.system.contains(name), "\(file.path) imports \(name): who is that?")
          let isPure = Self.pure.contains(target)
          #expect(!isPure, "\(file.path) imports \(name): \(target) is pure")
        }
      }
    }
  }

  /// The module that a line imports; nil for other lines.
  static func imported(_ line: String) -> String? {
    var words = SourceTree.code(line).split(separator: " ")
    while let first = words.first, first.hasPrefix("@") || ["package", "public"].contains(first) {
      words.removeFirst()
    }
    guard words.first == "import", words.count >= 2 else { return nil }
    return words[1].split(separator: ".").first.map(String.init)
  }

  @Test func importsAreRead() {
    #expect(Self.imported("package import RungModel") == "RungModel")
    #expect(Self.imported("@testable import RungCore  // why") == "RungCore")
    #expect(Self.imported("import struct Foundation.Date") == "struct")
    #expect(Self.imported("let important = 1") == nil)
  }
}
