import RungCore
import RungModel

/// The Kubernetes Horizontal Pod Autoscaler (autoscaling/v2) on a metric of the whole service, with
/// its defaults: every 15 s, `ceil(replicas × ratio)`, nothing within a tenth of the target, the
/// highest recommendation of five minutes before anything is removed, and at most the double or
/// four pods more in 15 s.
/// - SeeAlso: kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale
struct KubernetesHPA: ScalingPolicy {
  /// Capacity aimed for over the demand: the inverse of the target utilisation.
  let headroom: Double
  private var window = StabilizationWindow(.seconds(300))

  let sync: Duration = .seconds(15)
  static let tolerance = 0.1

  init(headroom: Double) { self.headroom = headroom }

  mutating func desired(_ view: PolicyView) -> Int {
    guard let level = view.level else { return view.launched }
    return desired(view, level: level)
  }

  /// - Parameter level: the demand that the target is held against.
  mutating func desired(_ view: PolicyView, level: Double) -> Int {
    let current = view.launched
    let capacity = view.ladder.demand(servedBy: current)
    let ratio = capacity > 0 ? level * headroom / capacity : .infinity
    let isNear = abs(ratio - 1) <= Self.tolerance
    let recommended = isNear ? current : view.servers(for: level * headroom)
    let stable = window.highest(with: recommended, at: view.now)
    if recommended >= current { return min(recommended, max(2 * current, current + 4)) }
    return min(stable, current)
  }
}
