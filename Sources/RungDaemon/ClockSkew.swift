import RungModel

/// Whether a driver's samples are dated by a clock that is off, and by how much.
///
/// Samples that arrive late in one burst (a connection that came back) are no skew: they must come
/// in three different minutes and outnumber those that are dated right.
package struct ClockSkew: Sendable {
  /// Most samples of the last minutes are off.
  package struct Measurement: Hashable, Sendable {
    /// The sender's clock less ours. The largest seen: delays on the way only make it smaller.
    package var offset: Duration
    /// Samples that were off, and all, of the last minutes.
    package var off: Int
    package var all: Int
  }

  /// What came within one minute of our clock.
  private struct Minute {
    var minute: Int64
    var off = 0
    var right = 0
    var largest: Duration?
  }

  /// The minutes looked at.
  static let window: Int64 = 5
  /// Minutes with samples that were off, at least.
  static let leastMinutes = 3

  private var minutes: [Minute] = []

  /// Notes a sample dated `offset` from our clock; too far off to say anything about now or not.
  mutating func note(_ offset: Duration, isOff: Bool, at now: Timestamp) {
    if minutes.last?.minute != now.minute {
      minutes.removeAll { $0.minute <= now.minute - Self.window }
      minutes.append(Minute(minute: now.minute))
    }
    let last = minutes.count - 1
    if isOff {
      minutes[last].off += 1
      minutes[last].largest = max(minutes[last].largest ?? offset, offset)
    } else {
      minutes[last].right += 1
    }
  }

  /// The skew, when most samples of the last five minutes are off.
  func measured(at now: Timestamp) -> Measurement? {
    let recent = minutes.filter { $0.minute > now.minute - Self.window && $0.minute <= now.minute }
    let off = recent.reduce(0) { $0 + $1.off }
    let right = recent.reduce(0) { $0 + $1.right }
    guard off > right, recent.count(where: { $0.off > 0 }) >= Self.leastMinutes,
      let offset = recent.compactMap(\.largest).max()
    else { return nil }
    return Measurement(offset: offset, off: off, all: off + right)
  }
}
