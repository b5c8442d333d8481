import RungCore
import RungModel
import RungSimulation
import Testing

/// A seeded generator for tests (SplitMix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct RebuildTests {
  /// A random walk of minutes with gaps, events, floors, pauses, shortages and late answers.
  struct Run {
    var generator: SeededGenerator
    var live: Controller
    var ledger = FactsLedger()
    var backend: VirtualBackend
    var level = 200.0
    /// What the source said last, for when it freezes.
    var said = 200.0
    var pending: [Input] = []
    let ladder = Scenario().ladder

    init(seed: UInt64) {
      generator = SeededGenerator(state: seed)
      live = Controller(facts: Facts(installation: "test"), at: Scenario.start)
      backend = VirtualBackend(boot: .minutes(6), capacity: 60)
      pending = [.ladders([ladder])]
    }

    mutating func inputs(_ minute: Int, _ now: Timestamp) -> [Input] {
      var inputs = pending
      pending = []
      level = max(0, level * Double.random(in: 0.85...1.18, using: &generator))
      if Int.random(in: 0..<10, using: &generator) > 0 {
        let driver = ladder.driver.id
        said = sample(minute)
        inputs.append(.samples([DriverSample(driver: driver, at: now, value: said)]))
      }
      if minute % 37 == 5 { inputs.append(.event(event(minute, now))) }
      if minute % 41 == 7 {
        inputs.append(
          .command(
            .floor(
              OperatorFloor(
                service: "playback", servers: 30, until: now + .minutes(9), reason: "test"))))
      }
      if minute % 53 == 11 {
        inputs.append(
          .command(.pause(Pause(service: "playback", until: now + .minutes(4), reason: "test"))))
      }
      backend.advance(to: now)
      inputs.append(.listing(backend.listing("local", at: now)))
      return inputs
    }

    /// The level, but for the faults that sources have.
    private func sample(_ minute: Int) -> Double {
      let value = min(level, 900)
      if (40..<55).contains(minute % 97) { return said }
      if minute % 71 == 3 { return 0 }
      return (80..<90).contains(minute % 113) ? value / 60 : value
    }

    private func event(_ minute: Int, _ now: Timestamp) -> Event {
      Event(
        id: "match", kind: "cricket-t20", sequence: minute, status: .scheduled,
        milestones: [
          Milestone(name: "start", at: now + .minutes(90)),
          Milestone(name: "end", at: now + .minutes(270)),
        ])
    }

    mutating func carryOut(_ directives: [Directive], at now: Timestamp) {
      for directive in directives {
        switch directive {
        case .launch(let order): pending.append(.launched(backend.launch(order, at: now)))
        case .terminate(let order):
          backend.terminate(order, at: now)
          pending.append(.terminating(order.id))
        case .raise, .clear, .record, .learn, .forecasted, .scored: continue
        }
      }
    }
  }

  @Test(arguments: 1...25)
  func rebuiltFromFactsItEqualsTheLiveOne(seed: Int) {
    var run = Run(seed: UInt64(seed))
    var rebuilt: Controller?
    let crash = Int.random(in: 60..<240, using: &run.generator)
    for minute in 0..<300 {
      let now = Scenario.start + .minutes(minute)
      let inputs = run.inputs(minute, now)
      if minute == crash {
        var fresh = Controller(facts: run.ledger.facts, at: now)
        rebuilt = fresh
        let again = fresh.step([.ladders([run.ladder])] + inputs, at: now)
        let directives = run.live.step(inputs, at: now)
        rebuilt = fresh
        #expect(again == directives)
        #expect(fresh.memory == run.live.memory)
        run.ledger.take(inputs, directives)
        run.carryOut(directives, at: now)
        continue
      }
      let directives = run.live.step(inputs, at: now)
      #expect(run.live.violations(of: directives, at: now) == [])
      if var copy = rebuilt {
        let again = copy.step(inputs, at: now)
        #expect(again == directives, "seed \(seed), minute \(minute), crash at \(crash)")
        #expect(copy.memory == run.live.memory)
        rebuilt = copy
      }
      run.ledger.take(inputs, directives)
      run.carryOut(directives, at: now)
    }
    #expect(rebuilt != nil)
    let card = run.live.scorecard(of: run.ladder.driver.id)
    #expect(card?.rows.isEmpty == false, "nothing was scored")
  }

  @Test func sameInputsGiveTheSameDirectives() {
    func trace(_ seed: UInt64) -> [[Directive]] {
      var run = Run(seed: seed)
      return (0..<200).map { minute in
        let now = Scenario.start + .minutes(minute)
        let directives = run.live.step(run.inputs(minute, now), at: now)
        run.carryOut(directives, at: now)
        return directives
      }
    }
    #expect(trace(7) == trace(7))
    #expect(trace(7) != trace(8))
  }
}
