import RungModel

extension DriverUnit {
  /// What a chart's axis counts.
  var axisWords: String {
    switch self {
    case .users: "users"
    case .rps, .rpm: "requests a second"
    case .departures: "users leaving a minute"
    }
  }
}
