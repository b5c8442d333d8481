import RungModel

/// The policies that Rung is compared with.
package enum PolicyKind: String, CaseIterable, Sendable {
  case hpa
  case targetTracking = "target-tracking"
  case stepScaling = "step-scaling"
  case holt
  case holtWinters = "holt-winters"
  case predictive
  case scheduled
  case staticPeak = "static-peak"
  case oracle

  /// Where the knob usually is: targets of 70 % utilisation for what reacts, as guides advise, the
  /// known peak itself for what knows it.
  package var usualHeadroom: Double {
    switch self {
    case .staticPeak, .oracle: 1
    case .hpa, .targetTracking, .stepScaling, .holt, .holtWinters, .predictive, .scheduled: 1 / 0.7
    }
  }

  /// Headrooms that a sweep tries: capacity aimed for over demand.
  package static let headrooms = [
    0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4, 1.5, 1.6, 1.75, 2, 2.5, 3,
  ]

  /// The policy with a knob setting.
  package func policy(
    headroom: Double, _ setting: ComparisonSetting
  ) -> any ScalingPolicy {
    switch self {
    case .hpa: KubernetesHPA(headroom: headroom)
    case .targetTracking: TargetTracking(headroom: headroom)
    case .stepScaling: StepScaling(headroom: headroom)
    case .holt: HoltWinters(headroom: headroom, isSeasonal: false)
    case .holtWinters: HoltWinters(headroom: headroom, isSeasonal: true)
    case .predictive: PredictiveScaling(headroom: headroom)
    case .scheduled: ScheduledScaling(headroom: headroom)
    case .staticPeak: StaticPeak(peak: setting.scoredPeak, headroom: headroom)
    case .oracle: Oracle(future: setting.demand, headroom: headroom)
    }
  }
}
