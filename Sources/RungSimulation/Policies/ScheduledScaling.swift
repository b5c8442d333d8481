import RungModel

/// A team's calendar: half an hour before a match until it is over, the highest level that a match
/// of the kind has had, times the headroom; the HPA beside it.
struct ScheduledScaling: ScalingPolicy {
  let sync: Duration = .seconds(15)
  private let headroom: Double
  private var reactive: KubernetesHPA
  private var peaks: [String: Double] = [:]
  private var newest: Int64?

  private static let before: Duration = .minutes(30)

  init(headroom: Double) {
    self.headroom = headroom
    reactive = KubernetesHPA(headroom: headroom)
  }

  mutating func desired(_ view: PolicyView) -> Int {
    var planned = 0
    let isNews = newest != view.newest
    newest = view.newest
    for event in view.events where event.status != .cancelled {
      guard let begins = event.begins, let ends = event.ends else { continue }
      if begins <= view.now, view.now <= ends, isNews, let level = view.level {
        peaks[event.kind] = max(peaks[event.kind] ?? 0, level)
      }
      if begins - Self.before <= view.now, view.now < ends, let peak = peaks[event.kind] {
        planned = max(planned, view.servers(for: peak * headroom))
      }
    }
    return max(planned, reactive.desired(view))
  }
}

/// The same all the time: the highest level that there will be, times the headroom.
struct StaticPeak: ScalingPolicy {
  let sync: Duration = .hours(1)
  let peak: Double
  let headroom: Double

  func desired(_ view: PolicyView) -> Int { view.servers(for: peak * headroom) }
}

/// Knows what comes, as far as a lead time ahead: the least that any policy can cost.
struct Oracle: ScalingPolicy {
  let sync: Duration = .minutes(1)
  /// The whole series.
  let future: MinuteSeries
  let headroom: Double

  func desired(_ view: PolicyView) -> Int {
    let now = view.now.minute
    let lead = Int64(view.lead.inMinutes.rounded(.up))
    func need(_ minutes: ClosedRange<Int64>) -> Int {
      view.servers(for: (minutes.compactMap { future[$0] }.max() ?? 0) * headroom)
    }
    // Ordered now, it serves a lead time from now; removed now, it is missed until then.
    return min(max(view.launched, need((now + lead)...(now + lead))), need(now...(now + lead)))
  }
}
