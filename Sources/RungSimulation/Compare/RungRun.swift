import RungCore
package import RungModel

/// Rung itself through a whole series: the real controller in the virtual world, with one ladder
/// for each setting of its knob, all on the same forecasts.
package struct RungRun: Sendable {
  /// One setting: the level planned for, and what is added on top.
  package struct Knob: Hashable, Sendable {
    package var risk: Double
    package var share: Double

    package init(risk: Double, share: Double = 0) {
      self.risk = risk
      self.share = share
    }
  }

  private let setting: ComparisonSetting
  private let ladders: [Ladder]
  /// For each of `ladders`, the backends of its pools, each once.
  private let backends: [[String]]
  package private(set) var world: World

  /// - Parameters:
  ///   - knobs: nil leaves the ladder as it is.
  ///   - tick: between two steps of the controller.
  ///   - bootSpread: standard deviation of the logarithm of boot times.
  package init(
    _ knobs: [Knob]?, _ setting: ComparisonSetting, library: [Curve], seed: UInt64 = 0,
    tick: Duration = .minutes(1), bootSpread: Double = 0
  ) {
    self.setting = setting
    let ladders = knobs.map { Self.ladders($0, of: setting.ladder) } ?? [setting.ladder]
    self.ladders = ladders
    self.backends = ladders.map { Set($0.pools.map(\.backend)).sorted() }
    var backends: [String: VirtualBackend] = [:]
    for name in Set(self.backends.joined()).sorted() {
      backends[name] = VirtualBackend(
        boot: setting.lead, drain: .zero, faults: setting.faults, seed: seed)
      backends[name]?.bootSpread = bootSpread
    }
    for ladder in ladders {
      guard let pool = ladder.pools.first, let offering = pool.offerings.first else { continue }
      let machines = (setting.firstNeed + offering.servers - 1) / offering.servers
      backends[pool.backend]?.adopt(
        (0..<machines).map { number in
          Server(
            id: ServerID("first-\(ladder.service)-\(number)"), service: ladder.service,
            pool: pool.name, offering: offering, order: OrderID("first"), state: .serving,
            orderedAt: setting.from - setting.lead, servingSince: setting.from)
        })
    }
    var controller = Controller(facts: Facts(installation: "simulate"), at: setting.from)
    controller.stepEvery = tick
    // Nobody looks at these forecasts but control and, half an hour ahead, the scorecard; on
    // ordinary days one stands while it describes what comes.
    controller.shownHorizon = .minutes(31)
    controller.standingMinutes = 5
    let driver = setting.ladder.driver
    world = World(
      controller: controller, inputs: [.ladders(ladders)],
      demand: [driver.source.id: setting.source], messages: setting.messages, backends: backends,
      from: setting.from, timing: .wholeMinutes, faults: setting.faults, seed: seed,
      tick: { _ in tick })
    world.fitting = ModelDesk(drivers: [driver], library: library)
    world.isChecked = knobs == nil
  }

  private static func ladders(_ knobs: [Knob], of ladder: Ladder) -> [Ladder] {
    knobs.enumerated().map { number, knob in
      var own = ladder
      own.service = "\(ladder.service)-\(number)"
      own.buffer.risk = knob.risk
      own.buffer.share = knob.share
      for pool in own.pools.indices { own.pools[pool].backend += "-\(number)" }
      return own
    }
  }

  /// Plays the series.
  ///
  /// - Parameters:
  ///   - step: told of every step.
  ///   - each: told of each minute's end for each knob, by its place.
  /// - Returns: for each knob what it cost.
  package mutating func run(
    step: (World.Moment) -> Void = { _ in },
    _ each: (_ knob: Int, PolicyMoment) -> Void = { _, _ in }
  ) -> [Tally] {
    var books = ladders.map { MinuteBook($0, setting) }
    while let occurrence = world.next(before: setting.to) {
      switch occurrence {
      case .stepped(let moment): step(moment)
      case .passed(let span):
        for place in books.indices {
          let count = count(place)
          books[place].pass(span, launched: count.billed, serving: count.serving) { minute in
            var minute = minute
            minute.desired = world.controller.figures(of: ladders[place].service)?.desired ?? 0
            each(place, minute)
          }
        }
      }
    }
    return books.map(\.tally)
  }

  /// What a ladder has, by its place.
  private func count(_ place: Int) -> VirtualBackend.Count {
    var sum = VirtualBackend.Count()
    for name in backends[place] {
      let count = world.backends[name]?.count(of: ladders[place].service) ?? .init()
      sum.billed += count.billed
      sum.serving += count.serving
    }
    return sum
  }
}
