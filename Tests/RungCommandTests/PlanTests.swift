import Foundation
import RungCore
import RungModel
import RungPorts
import RungSimulation
import StoreSQLite
import Testing

@testable import rung

/// Promise 5: a plan cannot act.
struct PlanTests {
  /// A final of the sample kind; `users` is the peak that its sender expects.
  static func match(users: Int = 22_000_000) -> String {
    #"""
    {"id":"final","kind":"cricket-t20","title":"India v Pakistan","sequence":1,
    "status":"scheduled","tags":{"stage":"final"},"expected_peak":{"users":\#(users)},
    "milestones":[{"name":"toss","at":"2026-11-29T13:30:00Z","status":"planned"},
    {"name":"start","at":"2026-11-29T14:00:00Z","status":"planned"},
    {"name":"innings_break","at":"2026-11-29T15:35:00Z","status":"planned"},
    {"name":"second_innings","at":"2026-11-29T15:55:00Z","status":"planned"},
    {"name":"end","at":"2026-11-29T17:30:00Z","status":"planned"}]}
    """#
  }

  @Test func aMatchIsPlannedWithoutAnyDaemon() throws {
    let scratch = try Scratch()
    let events = try scratch.write("match.json", Self.match())
    let arguments = [
      "plan", "--ladders", "Ladders", "--state", scratch.file("none").path, "--events", events,
      "--at", "2026-11-29T12:00:00Z",
    ]
    let first = try Command.run(arguments)
    #expect(first.status == 0)
    #expect(first.output.contains("Event: India v Pakistan (final"))
    #expect(first.output.contains("playback: 0 servers now"))
    #expect(first.output.contains("launch"))
    #expect(try Command.run(arguments).output == first.output)
    #expect(!FileManager.default.fileExists(atPath: scratch.file("none").path))
  }

  /// The plan that an SRE pastes into a change ticket. A better forecaster changes its numbers:
  /// look at the new ones, then record them.
  @Test func thePlanOfAMatchReadsAsRecorded() throws {
    let scratch = try Scratch()
    let events = try scratch.write("match.json", Self.match())
    let result = try Command.run(
      "plan", "--ladders", "Ladders/playback.yaml", "--state", scratch.file("none").path,
      "--events", events, "--at", "2026-11-29T13:00:00Z", "--from", "2026-11-29T13:00:00Z",
      "--to", "2026-11-29T14:30:00Z")
    #expect(result.status == 0)
    try Golden.expect(result.output, "plan.txt")
  }

  @Test func changesAreExitCode2WhenAskedFor() throws {
    let scratch = try Scratch()
    let events = try scratch.write("match.json", Self.match())
    let result = try Command.run(
      "plan", "--ladders", "Ladders", "--state", scratch.file("none").path, "--events", events,
      "--at", "2026-11-29T12:00:00Z", "--detailed-exitcode", "--format", "json")
    #expect(result.status == 2)
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let plan = try #require(json as? [String: Any])
    #expect(plan["has_changes"] as? Bool == true)
    #expect(plan["made_at"] as? String == "2026-11-29T12:00:00Z")
    let services = try #require(plan["services"] as? [[String: Any]])
    #expect(services.compactMap { $0["service"] as? String } == ["chat", "home", "playback"])
    for service in services {
      let cost = try #require(service["cost"] as? [String: Any])
      #expect(cost["server_hours"] is Double && service["desired_now"] is Int)
    }
  }

  /// What a plan is made from and made by: no part of it, however deep, can write or launch.
  @Test func nothingInAPlannerCanAct() throws {
    let material = PlanMaterial(
      facts: Facts(installation: "test"), ladders: [], listings: [], library: [],
      now: Timestamp(minute: 0))
    // The only way from material to planner takes nothing but the material.
    let make: (PlanMaterial) -> () -> Planner = PlanMaterial.planner
    for root in [material as Any, make(material)() as Any] {
      let parts = Self.parts(of: root)
      #expect(parts.count > 3)
      for part in parts {
        #expect(!(part is any Backend) && !(part is any Store) && !(part is any Inbox))
        #expect(!(part is any AlarmSink) && !(part is any StoreView))
        let style = Mirror(reflecting: part).displayStyle
        #expect(style != .class, "\(type(of: part)) is a reference")
        #expect(!"\(type(of: part))".contains("->"), "\(type(of: part)) is a function")
      }
    }
  }

  /// The clamp is where a dry run has acted before, elsewhere: with limits.max reached the store's
  /// bytes stay what they were.
  @Test func aPlanThatIsClampedLeavesTheStoreAsItIs() async throws {
    let scratch = try Scratch()
    let state = scratch.file("state")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    let path = state.appendingPathComponent("rung.db").path
    try await Self.makeStore(path)
    let before = try Self.bytes(in: state)
    let events = try scratch.write("match.json", Self.match(users: 60_000_000))
    let result = try Command.run(
      "plan", "--ladders", "Ladders/playback.yaml", "--state", state.path, "--events", events,
      "--at", "2026-11-29T12:00:00Z")
    #expect(result.status == 0)
    #expect(result.output.contains("limit_reached"))
    #expect(try Self.bytes(in: state) == before)
  }

  private static func makeStore(_ path: String) async throws {
    let store = try SQLiteStore.open(path: path)
    let now = Timestamp(minute: 29_900_000)
    _ = try await store.accept(
      EventMessage(receivedAt: now, event: Event(id: "old", kind: "football")), from: "test")
    try await store.append([DriverID("platform_concurrency"): [.init(minute: 1, value: 5)]])
  }

  /// Every file of the folder with its bytes; SQLite's shared memory is no data.
  private static func bytes(in folder: URL) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try Dictionary(
      uniqueKeysWithValues: names.filter { !$0.hasSuffix("-shm") }.map {
        ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
      }.filter { !($0.0.hasSuffix("-wal") && $0.1.isEmpty) })
  }

  /// A value and everything stored in it, however deep.
  private static func parts(of value: Any) -> [Any] {
    [value] + Mirror(reflecting: value).children.flatMap { parts(of: $0.value) }
  }
}
