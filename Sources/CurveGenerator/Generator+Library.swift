package import RungModel

extension Generator {
  /// Matches of each kind in a library.
  package static let matchesOfAKind = 24
  /// Two tournaments of twelve, which end in two semi-finals and a final.
  private static let matchesOfATournament = 12

  /// The starting library: 24 matches of each kind, both metrics, oldest first within a kind.
  package static func library(seed: UInt64) -> [Curve] {
    libraryMatches(seed: seed).flatMap(\.curves)
  }

  /// The matches that the starting library is cut from.
  package static func libraryMatches(seed: UInt64) -> [GeneratedMatch] {
    MatchKind.allCases.enumerated().flatMap { place, kind in
      (0..<matchesOfAKind).map { number in
        var random = SplitMix64(
          seed: seed, stream: SeedSpace.library + UInt64(place * 100 + number))
        return match(librarySetting(kind, number), seed: random.next())
      }
    }
  }

  private static func librarySetting(_ kind: MatchKind, _ number: Int) -> MatchSetting {
    let (cup, place) = number.quotientAndRemainder(dividingBy: matchesOfATournament)
    // Half a year between the cups, five days between matches so that every weekday has some.
    let day = firstDay + Int64(cup * 182 + place * 5) + (kind == .odi ? 2 : 0)
    let slots = kind.startMinutes
    let startMinute = slots[number % slots.count]
    let digits = String(number + 1)
    let padded = String(repeating: "0", count: 4 - digits.count) + digits
    return MatchSetting(
      kind: kind, id: "synthetic-\(kind.shortName)-\(padded)",
      title: "Synthetic \(kind.shortName) \(number + 1)",
      start: Timestamp(minute: day * 1_440 + startMinute),
      tournament: "synthetic-\(kind.shortName)-cup-\(cup + 1)", stage: stage(kind, place),
      // The last round of a football group.
      simultaneous: kind == .football && (3...4).contains(place) ? 2 : 1)
  }

  /// Cricket plays nine matches in groups; football five, as knock-outs have more to teach.
  private static func stage(_ kind: MatchKind, _ place: Int) -> String {
    switch place {
    case 11: "final"
    case 9...10: "semi-final"
    case 7...8 where kind == .football: "quarter-final"
    case 5...6 where kind == .football: "round-of-16"
    default: "group"
    }
  }
}
