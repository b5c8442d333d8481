package import RungModel

extension Generator {
  /// Matches of each kind in a library.
  package static let matchesOfAKind = 24
  /// Two tournaments of twelve: nine matches in groups, two semi-finals, a final.
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
    let stage = place == 11 ? "final" : place >= 9 ? "semi-final" : "group"
    // Half a year between the cups, five days between matches so that every weekday has some.
    let day = firstDay + Int64(cup * 182 + place * 5) + (kind == .odi ? 2 : 0)
    let digits = String(number + 1)
    let padded = String(repeating: "0", count: 4 - digits.count) + digits
    return MatchSetting(
      kind: kind, id: "synthetic-\(kind.shortName)-\(padded)",
      title: "Synthetic \(kind.shortName) \(number + 1)",
      start: Timestamp(minute: day * 1_440 + kind.startMinute),
      tournament: "synthetic-\(kind.shortName)-cup-\(cup + 1)", stage: stage)
  }
}
