import RungCore
import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Ladders", .timeLimit(.minutes(2)))
struct DaemonLadderTests {
  private static let fault = "Ladders/playback.yaml:14:7: error: rung 3 has fewer servers"
  private static let broken = LadderLoad(ladders: nil, faults: [fault, "another"])

  @Test("a bad edit leaves the last good set in force and says where; a good one clears it")
  func reload() async throws {
    let stage = Stage()
    let edited = Stage.loaded([Stage.ladder(), Stage.ladder("login", metric: "logins")])
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      stage.shelf.edit(Self.broken)
      #expect(await eventually { !stage.witness.raised.isEmpty })
      #expect(stage.witness.raised.map(\.subject) == ["Ladders/playback.yaml"])
      #expect(
        stage.witness.raised.first?.message
          == "the ladders before stay in force: \(Self.fault) (and 1 more)")
      #expect(await stage.daemon.status().services.map(\.service) == ["playback"])
      #expect(await stage.daemon.metrics().contains("rung_ladder_reload_success 0"))
      stage.shelf.edit(edited)
      #expect(await eventually { !stage.witness.cleared.isEmpty })
      #expect(await stage.daemon.status().services.map(\.service) == ["playback", "login"])
      #expect(await stage.daemon.metrics().contains("rung_ladder_reload_success 1"))
      // Its pools are made known, and its driver is ingested and fitted.
      #expect(await eventually { await stage.backend.prepared.last?.count == 2 })
      let fitted = DriverID("logins")
      #expect(
        await eventually {
          stage.witness.inputs.contains {
            if case .model(let model) = $0 { model.driver.id == fitted } else { false }
          }
        })
    }
  }

  @Test("an edit that changes nothing is not a new set")
  func sameSet() async throws {
    let stage = Stage()
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      stage.shelf.edit(Stage.loaded([Stage.ladder()]))
      await stage.daemon.reload()
      let steps = stage.witness.stepTimes.count
      #expect(await eventually { stage.witness.stepTimes.count > steps + 3 })
    }
    let sets = stage.witness.inputs.filter { if case .ladders = $0 { true } else { false } }
    #expect(sets.count == 1)
  }

  @Test("a restart on a damaged folder goes on with the set that the store kept")
  func damagedAtStart() async throws {
    let first = Stage()
    try await first.whileRunning {
      #expect(await eventually { await first.daemon.unreadiness().isEmpty })
    }
    let second = Stage(store: first.store, load: Self.broken)
    try await second.whileRunning {
      #expect(await eventually { await second.daemon.unreadiness().isEmpty })
      #expect(await second.daemon.status().services.map(\.service) == ["playback"])
      #expect(await eventually { second.witness.raised.first?.kind == .ladderRejected })
    }
  }

  @Test("without any good set it does not start, and says which fault")
  func noLadders() async throws {
    let stage = Stage(load: Self.broken)
    let refusal = await #expect(throws: StartRefusal.self) { try await stage.daemon.run() }
    #expect(refusal?.description.contains(Self.fault) == true)
  }
}
