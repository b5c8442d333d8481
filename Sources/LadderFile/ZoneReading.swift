import Foundation
import RungModel

/// Takes a time zone out of the system's zone database.
enum ZoneReading {
  /// How far around now offsets are read. Past a year nothing looks back in local time; four
  /// years ahead outlast any daemon between two reads of its ladders.
  private static let daysBefore = 366
  private static let daysAfter = 4 * 366
  /// Offsets are compared this many days apart. The shortest pair of changes in use is
  /// Morocco's, about 30 days around Ramadan.
  private static let stride = 10

  /// Today's names of zones that the system lists under their old ones.
  private static let renamed = [
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Yangon", "Asia/Ho_Chi_Minh", "Europe/Kyiv",
  ]

  /// The zone with its changes from one year before now to four after; nil when unknown.
  static func zone(named name: String, now: Timestamp) -> ZoneOffsets? {
    if name == "UTC" { return .utc }
    // Abbreviations such as IST name several zones.
    guard name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
    let start = now - .hours(24 * daysBefore)
    var changes = [
      ZoneOffsets.Change(from: .distantPast, offsetSeconds: offset(zone, at: start))
    ]
    var previous = start
    for day in Swift.stride(from: stride, through: daysBefore + daysAfter, by: stride) {
      let next = start + .hours(24 * day)
      let seconds = offset(zone, at: next)
      if seconds != changes[changes.count - 1].offsetSeconds {
        let from = change(in: zone, after: previous, upTo: next)
        changes.append(ZoneOffsets.Change(from: from, offsetSeconds: seconds))
      }
      previous = next
    }
    return ZoneOffsets(name: name, changes: changes)
  }

  /// A known zone that is spelled nearly like this.
  static func suggestion(for name: String) -> String? {
    let known = TimeZone.knownTimeZoneIdentifiers + renamed
    return known.first { $0.lowercased() == name.lowercased() }
      ?? known.first { $0.lowercased().hasSuffix("/" + name.lowercased()) }
      ?? closest(to: name, in: known)
  }

  private static func offset(_ zone: TimeZone, at instant: Timestamp) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: instant.seconds))
  }

  /// The first whole second with the later offset, by halving.
  private static func change(
    in zone: TimeZone, after: Timestamp, upTo: Timestamp
  ) -> Timestamp {
    let later = offset(zone, at: upTo)
    var low = after.milliseconds / 1_000
    var high = upTo.milliseconds / 1_000
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(zone, at: Timestamp(milliseconds: middle * 1_000)) == later {
        high = middle
      } else {
        low = middle
      }
    }
    return Timestamp(milliseconds: high * 1_000)
  }
}
