import RungModel
import Testing

@testable import RungCore

@Suite struct LadderServersTests {
  static func ladder(
    _ rungs: [(Double, Int)], between: Ladder.Between = .interpolate
  ) -> Ladder {
    Ladder(
      service: "playback", mode: .act, driver: Driver(unit: .users, metric: "users"),
      rungs: rungs.map { Rung(at: $0.0, servers: $0.1) }, between: between,
      limits: Limits(min: 0, max: 10_000),
      pools: [Pool(name: "local", backend: "local", offerings: [Offering(type: "process")])])
  }

  let design = ladder([(0, 12), (1e6, 60), (10e6, 500), (25e6, 1180)])

  @Test(arguments: [
    (0.0, 12, 0), (1e6, 60, 1), (10e6, 500, 2), (5.5e6, 280, 1), (25e6, 1180, 3),
    (-5, 12, 0), (Double.nan, 12, 0), (1, 13, 0),
  ])
  func interpolatesBetweenRungs(demand: Double, servers: Int, rung: Int) {
    let answer = design.servers(for: demand)
    #expect(answer.servers == servers)
    #expect(answer.rung == rung)
    #expect(!answer.isExtrapolated)
  }

  @Test func stepBuysTheNextRungWhole() {
    let ladder = Self.ladder([(0, 2), (10, 5), (20, 9)], between: .step)
    #expect(ladder.servers(for: 0).servers == 2)
    #expect(ladder.servers(for: 0.5).servers == 5)
    #expect(ladder.servers(for: 10).servers == 5)
    #expect(ladder.servers(for: 10.1).servers == 9)
  }

  @Test func aboveTheTopItGoesOnAlongTheLastSlope() {
    let answer = design.servers(for: 40e6)
    #expect(answer.isExtrapolated)
    #expect(answer.servers == 1860)
  }

  @Test func aFlatTopUsesTheLastSlopeThatRises() {
    let ladder = Self.ladder([(0, 0), (100, 10), (200, 10)])
    #expect(ladder.servers(for: 300).servers == 20)
  }

  @Test func moreUsersNeverWantFewerServers() {
    for between in Ladder.Between.allCases {
      let ladder = Self.ladder([(0, 1), (1e3, 7), (5e4, 7), (1e6, 60)], between: between)
      var last = 0
      for step in 0...3_000 {
        let servers = ladder.servers(for: Double(step) * 501).servers
        #expect(servers >= last)
        last = servers
      }
    }
  }

  @Test func servedDemandIsTheInverse() {
    for between in Ladder.Between.allCases {
      let ladder = Self.ladder([(0, 3), (1e3, 7), (5e4, 7), (1e6, 60)], between: between)
      #expect(ladder.demand(servedBy: 2) == 0)
      for servers in 3...200 {
        let demand = ladder.demand(servedBy: servers)
        #expect(ladder.servers(for: demand).servers <= servers)
        #expect(ladder.servers(for: demand * 1.001 + 1).servers > servers)
      }
    }
  }
}
