import RungCore
import RungModel

/// AWS target tracking: CloudWatch's one-minute metric of the instances in service, out in
/// proportion after three minutes above the target, in after fifteen minutes a tenth below it, with
/// warming instances counted as capacity, and none removed while some warm up.
/// - SeeAlso: docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
struct TargetTracking: ScalingPolicy {
  let headroom: Double
  let sync: Duration = .minutes(1)
  private var above = 0
  private var below = 0

  private static let (minutesAbove, minutesBelow) = (3, 15)
  private static let belowShare = 0.9

  init(headroom: Double) { self.headroom = headroom }

  mutating func desired(_ view: PolicyView) -> Int {
    guard let level = view.level else { return view.launched }
    let capacity = view.ladder.demand(servedBy: view.serving)
    let ratio = capacity > 0 ? level * headroom / capacity : .infinity
    above = ratio > 1 ? above + 1 : 0
    below = ratio < Self.belowShare ? below + 1 : 0
    if above >= Self.minutesAbove { return max(view.launched, view.servers(for: level * headroom)) }
    guard below >= Self.minutesBelow, view.serving >= view.launched else { return view.launched }
    return min(view.launched, view.servers(for: level * headroom))
  }
}

/// AWS step scaling with the steps of its documentation's example, relative to the target: a tenth
/// more from 10 % above it, three tenths from 20 %; the same the other way; each datapoint counts,
/// warming instances are capacity.
/// - SeeAlso: docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
struct StepScaling: ScalingPolicy {
  let headroom: Double
  let sync: Duration = .minutes(1)

  init(headroom: Double) { self.headroom = headroom }

  mutating func desired(_ view: PolicyView) -> Int {
    guard let level = view.level else { return view.launched }
    // A step counts instances that warm up as there already.
    let capacity = view.ladder.demand(servedBy: view.launched)
    let ratio = capacity > 0 ? level * headroom / capacity : .infinity
    let current = Double(view.launched)
    let change: Double
    switch ratio {
    case 1.2...: change = 0.3
    case 1.1..<1.2: change = 0.1
    case ..<0.8: change = -0.3
    case 0.8..<0.9: change = -0.1
    default: change = 0
    }
    guard change != 0, change > 0 || view.serving >= view.launched else { return view.launched }
    let step = max(1, (current * abs(change)).rounded(.down))
    let wanted = Int(current + (change > 0 ? step : -step))
    return min(max(wanted, view.ladder.limits.min), view.ladder.limits.max)
  }
}
