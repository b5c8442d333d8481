package import RungModel
package import RungPorts

/// The clock that a store's daemon lives in, kept in the store so that a restart goes on in it.
package enum DaemonClock {
  /// A clock that cannot be had with this store, in words.
  package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// The name of the kept text: `v1 <origin ms> <real origin ms> <speed>`.
  package static let key = "clock"

  /// The clock to run with.
  ///
  /// - A store without a scaled clock, speed 1 and no start: the wall clock, and nothing is kept.
  /// - A store that has seen no decision and no order may get a scaled clock; `start` (else the
  ///   real time) is what it shows first.
  /// - A store with a scaled clock goes on in it; `start` is ignored then, so that the same command
  ///   line restarts a rehearsal. Another speed is refused: the facts' times would not fit
  ///   together.
  ///
  /// - Parameter realNow: the machine's wall clock; an argument for tests.
  /// - Throws: `Refusal` in words, or the store's `StoreError`.
  package static func restore(
    store: any Store, speed: Double, start: Timestamp?,
    realNow: Timestamp = ScaledClock.realNow()
  ) async throws -> ScaledClock {
    guard speed > 0, speed.isFinite else {
      throw Refusal(description: "the clock speed must be a number above 0, not \(speed)")
    }
    if let text = try await store.value(key) {
      let kept = try parse(text)
      guard kept.speed == speed else {
        throw Refusal(
          description: """
            this store lives in a clock of speed \(kept.speed) and cannot go on at \(speed): \
            run it with --clock-speed \(kept.speed), or use another store
            """)
      }
      return kept
    }
    if speed == 1, start == nil { return .wall }
    let facts = try await store.facts(at: realNow, historyFrom: realNow)
    guard facts.lastOrderNumber == 0, facts.decisions.isEmpty else {
      throw Refusal(
        description: """
          this store has lived in real time and cannot change to a clock of its own: \
          rehearse with a new store
          """)
    }
    let clock = ScaledClock(origin: start ?? realNow, realOrigin: realNow, speed: speed)
    try await store.setValue(key, text(of: clock))
    return clock
  }

  /// The clock that a store's daemon lives in, read without changing anything; the wall clock when
  /// the store keeps none.
  ///
  /// - Throws: `Refusal` in words, or the store's `StoreError`.
  package static func kept(in view: any StoreView) async throws -> ScaledClock {
    try await view.value(key).map(parse) ?? .wall
  }

  static func text(of clock: ScaledClock) -> String {
    "v1 \(clock.origin.milliseconds) \(clock.realOrigin.milliseconds) \(clock.speed)"
  }

  static func parse(_ text: String) throws -> ScaledClock {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 4, parts[0] == "v1", let origin = Int64(parts[1]),
      let realOrigin = Int64(parts[2]), let speed = Double(parts[3]), speed > 0, speed.isFinite
    else {
      throw Refusal(
        description: """
          the store's clock reads "\(text)", not "v1 ORIGIN REAL_ORIGIN SPEED": it was written by \
          another version of Rung; use that one, or a new store
          """)
    }
    return ScaledClock(
      origin: Timestamp(milliseconds: origin), realOrigin: Timestamp(milliseconds: realOrigin),
      speed: speed)
  }
}
