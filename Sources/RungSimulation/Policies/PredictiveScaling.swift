import RungModel

/// AWS predictive scaling beside target tracking: for each hour the highest level of that hour on
/// the last fourteen days, averaged, newer days more; capacity for it is ordered a lead time before
/// the hour, and never taken away before the hour is over.
/// - SeeAlso: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-predictive-scaling.html
struct PredictiveScaling: ScalingPolicy {
  let sync: Duration = .minutes(1)
  private let headroom: Double
  private var dynamic: TargetTracking
  /// Highest level by hour since the epoch.
  private var hours: [Int64: Double] = [:]
  private var newest: Int64?

  private static let days: Int64 = 14
  private static let fading = 0.9

  init(headroom: Double) {
    self.headroom = headroom
    dynamic = TargetTracking(headroom: headroom)
  }

  mutating func desired(_ view: PolicyView) -> Int {
    guard let last = view.newest else { return view.launched }
    for minute in (newest.map { $0 + 1 } ?? last)...max(last, newest.map { $0 + 1 } ?? last) {
      if let value = view.value(minute) {
        hours[minute / 60] = max(hours[minute / 60] ?? 0, value)
        hours[minute / 60 - 24 * (Self.days + 1)] = nil
      }
    }
    newest = last
    let now = view.now.minute
    let soon = (now + Int64(view.lead.inMinutes.rounded(.up))) / 60
    let predicted = [now / 60, soon].compactMap { forecast($0) }.max() ?? 0
    return max(dynamic.desired(view), view.servers(for: predicted * headroom))
  }

  private func forecast(_ hour: Int64) -> Double? {
    var (sum, total, weight) = (0.0, 0.0, 1.0)
    for day in 1...Self.days {
      if let value = hours[hour - 24 * day] {
        sum += weight * value
        total += weight
      }
      weight *= Self.fading
    }
    return total > 0 ? sum / total : nil
  }
}
