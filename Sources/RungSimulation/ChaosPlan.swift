package import RungModel

extension FaultPlan {
  /// A plan drawn from a seed: 3 to 8 faults of all kinds, mostly around the worst minutes of
  /// events: the start, stops and resumes, the end.
  ///
  /// The same arguments give the same plan on every machine.
  /// - Parameters:
  ///   - from, to: the simulated time, not empty. Instants of the plan lie in it; a milestone's are
  ///     where each event has it.
  ///   - events: in their final state; cancelled ones are left out.
  ///   - pools: of the ladder; some faults concern one of them only.
  ///   - servers: a usual number of machines, which sizes what is short. Default 100.
  package static func chaos(
    seed: UInt64, from: Timestamp, to: Timestamp, events: [Event], pools: [Pool],
    servers: Int = 100
  ) -> FaultPlan {
    precondition(from < to, "a chaos plan needs time: \(from) to \(to)")
    let times = ChaosTimes(from: from, to: to, events: events)
    var random = SplitMix64(seed: seed, stream: stream)
    let figures = ChaosFigures(pools: pools, servers: max(1, servers))
    let faults = (0..<random.whole(3...8)).map { _ in
      let word = FaultWord.allCases[random.whole(0...(FaultWord.allCases.count - 1))]
      let kind = figures.draw(word, &random)
      let (begin, end) = times.draw(&random)
      return WorldFault(from: begin, to: word.isInstant ? nil : end, kind)
    }
    // In order of time, as people read; those of every event last.
    let order = faults.enumerated().sorted {
      ($0.element.begin, $0.offset) < ($1.element.begin, $1.offset)
    }
    return FaultPlan(order.map(\.element))
  }

  /// Keeps these draws apart from others of the same seed.
  private static let stream: UInt64 = 0xC4A05
}

extension WorldFault {
  /// For sorting only.
  fileprivate var begin: Timestamp {
    if case .at(let instant) = from { instant } else { .distantFuture }
  }
}

/// When faults come.
private struct ChaosTimes {
  /// An instant of an event; named when every event with it can be meant.
  private struct Place {
    var at: Timestamp
    var name: String?
  }

  private let from: Timestamp
  private let to: Timestamp
  /// The worse the minutes, the more often in the list.
  private var places: [Place] = []

  /// How much of all faults stays near an event: most, or nothing is tested; not all, because
  /// quiet nights have their own paths.
  private static let nearEvents = 0.85
  /// How much of what is near a milestone comes at that milestone of every event.
  private static let everyEvent = 0.35

  init(from: Timestamp, to: Timestamp, events: [Event]) {
    self.from = from
    self.to = to
    for event in events where event.status != .cancelled {
      for milestone in event.milestones {
        let isWorst = milestone.name == "start" || milestone.at == event.begins
        let isEnd = milestone.at == event.ends
        add(Place(at: milestone.at, name: milestone.name), times: isWorst ? 4 : isEnd ? 2 : 1)
      }
      for stop in event.interruptions {
        add(Place(at: stop.from), times: 3)
        if let resume = stop.to { add(Place(at: resume), times: 3) }
      }
    }
  }

  private mutating func add(_ place: Place, times: Int) {
    guard from <= place.at, place.at < to else { return }
    for _ in 0..<times { places.append(place) }
  }

  /// Begin and end, 2 to 60 minutes apart unless the run ends before.
  func draw(
    _ random: inout SplitMix64
  ) -> (from: WorldFault.Moment, to: WorldFault.Moment) {
    let length = Duration.minutes(random.whole(2...60))
    // From a lead time and more before the worst minute to shortly after it.
    let offset = Duration.minutes(random.whole(-25...15))
    guard !places.isEmpty, random.chance(Self.nearEvents) else {
      let minutes = max(0, Int((to - from).inMinutes) - 1)
      return between(from + .minutes(random.whole(0...minutes)), length)
    }
    let place = places[random.whole(0...(places.count - 1))]
    let isForAll = random.chance(Self.everyEvent)
    if isForAll, let name = place.name {
      return (.milestone(name, offset: offset), .milestone(name, offset: offset + length))
    }
    return between(place.at + offset, length)
  }

  private func between(
    _ begin: Timestamp, _ length: Duration
  ) -> (WorldFault.Moment, WorldFault.Moment) {
    let begin = max(from, min(begin, to - .minutes(1)))
    return (.at(begin), .at(max(begin + .seconds(1), min(begin + length, to))))
  }
}
