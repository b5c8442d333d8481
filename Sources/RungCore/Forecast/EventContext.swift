import RealModule
import RungModel

/// What is known of an event's audience before it starts: when it starts and what runs beside it.
///
/// People at work watch otherwise than people at home, so growth differs between a Monday noon
/// and a Saturday evening. Hours are UTC: matches that are compared mostly share a clock.
enum EventContext {
  /// How many numbers describe an event.
  static let count = 5
  private static let workingHours = 6.0..<18.0

  /// - Parameter simultaneous: events of the driver that start in the same minute, itself included.
  static func features(of event: Event, simultaneous: Int) -> [Double] {
    guard let start = (event.milestone("start") ?? event.begins)?.minute else {
      return [Double](repeating: 0, count: count)
    }
    let civil = CivilTime(Timestamp(minute: start))
    let hour = Double(civil.hour) + Double(civil.minute) / 60
    let isWeekend = civil.weekday >= 5
    let angle = hour / 24 * 2 * Double.pi
    return [
      isWeekend ? 1 : 0, Double.sin(angle), Double.cos(angle),
      !isWeekend && workingHours.contains(hour) ? 1 : 0,
      Double.log(Double(max(1, simultaneous))),
    ]
  }
}
