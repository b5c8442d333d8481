import ArgumentParser
import RungModel

/// Horizons on the command line: `6m,10m,1h`.
struct HorizonsArgument: ExpressibleByArgument {
  /// Minutes, rising, each once.
  var minutes: [Int]

  /// The farthest that makes sense minute by minute: two days.
  private static let farthest = 2_880

  init?(argument: String) {
    var minutes: Set<Int> = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let span = Duration(text: String(part)), span.milliseconds % 60_000 == 0,
        (1...Self.farthest).contains(Int(span.milliseconds / 60_000))
      else { return nil }
      minutes.insert(Int(span.milliseconds / 60_000))
    }
    self.minutes = minutes.sorted()
  }
}

/// Slot numbers on the command line: `9-32`, or `9`.
struct SlotsArgument: ExpressibleByArgument {
  var numbers: ClosedRange<Int>

  init?(argument: String) {
    let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      first >= 1, first <= last
    else { return nil }
    numbers = first...last
  }
}
