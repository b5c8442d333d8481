import RungModel

/// A predictive HPA: the HPA on the higher of the level now and what Holt-Winters says of a lead
/// time ahead. Additive trend and daily season, as in the Predictive Horizontal Pod Autoscaler;
/// until two days have been seen, and with `isSeasonal` false, Holt's trend alone.
/// - SeeAlso: predictive-horizontal-pod-autoscaler.readthedocs.io; C. C. Holt, "Forecasting
///   seasonals and trends by exponentially weighted moving averages" (1957)
struct HoltWinters: ScalingPolicy {
  let sync: Duration = .seconds(15)
  private var scaler: KubernetesHPA
  private let isSeasonal: Bool
  private var level: Double?
  private var trend = 0.0
  private var season: [Double] = []
  private var seen = 0
  private var newest: Int64?

  private static let (alpha, beta, gamma) = (0.5, 0.1, 0.2)
  private static let day = 1_440

  init(headroom: Double, isSeasonal: Bool) {
    scaler = KubernetesHPA(headroom: headroom)
    self.isSeasonal = isSeasonal
    if isSeasonal { season = [Double](repeating: 0, count: Self.day) }
  }

  mutating func desired(_ view: PolicyView) -> Int {
    guard let last = view.newest, let now = view.level else { return view.launched }
    let first = newest.map { $0 + 1 } ?? last
    if first <= last {
      for minute in first...last { if let value = view.value(minute) { take(value, minute) } }
      newest = last
    }
    // A minute is known when it is over, and the order serves a lead time from now.
    let ahead = Int(view.lead.inMinutes.rounded(.up)) + 1
    let predicted = max(0, (level ?? now) + trend * Double(ahead) + offset(last + Int64(ahead)))
    return scaler.desired(view, level: max(now, predicted))
  }

  private mutating func take(_ value: Double, _ minute: Int64) {
    defer { seen += 1 }
    let calm = value - offset(minute)
    guard let before = level else {
      level = value
      return
    }
    let next = Self.alpha * calm + (1 - Self.alpha) * (before + trend)
    trend = Self.beta * (next - before) + (1 - Self.beta) * trend
    level = next
    guard isSeasonal else { return }
    let place = Int(((minute % 1_440) + 1_440) % 1_440)
    let share = seen < Self.day ? 1 : Self.gamma
    season[place] += share * (value - next - season[place])
  }

  private func offset(_ minute: Int64) -> Double {
    guard isSeasonal, seen >= 2 * Self.day else { return 0 }
    return season[Int(((minute % 1_440) + 1_440) % 1_440)]
  }
}
