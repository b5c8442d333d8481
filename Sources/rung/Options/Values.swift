import ArgumentParser
import RungModel

/// An instant on the command line: `2026-11-29T14:30:00Z`.
struct InstantArgument: ExpressibleByArgument {
  /// The instant given.
  var at: Timestamp

  init?(argument: String) {
    guard let at = Timestamp(argument) else { return nil }
    self.at = at
  }
}

/// A duration on the command line: `90s`, `30m`, `1h30m`, `2d`.
struct SpanArgument: ExpressibleByArgument {
  /// The duration given, not negative.
  var span: Duration

  init?(argument: String) {
    guard let span = Duration(text: argument) else { return nil }
    self.span = span
  }
}

/// A move in time on the command line: `+20m`, `20m`, `-1h`.
struct ShiftArgument: ExpressibleByArgument {
  /// How far; negative is earlier.
  var span: Duration

  init?(argument: String) {
    let isEarlier = argument.hasPrefix("-")
    let text = isEarlier || argument.hasPrefix("+") ? String(argument.dropFirst()) : argument
    guard let span = Duration(text: text) else { return nil }
    self.span = isEarlier ? .zero - span : span
  }
}

extension DriverUnit: ExpressibleByArgument {
  /// Departures are worked out from users, never read.
  package init?(argument: String) {
    guard let unit = Self.measured.first(where: { $0.rawValue == argument }) else { return nil }
    self = unit
  }

  package static var allValueStrings: [String] { measured.map(\.rawValue) }
}
