import RealModule
import RungModel

extension SplitMix64 {
  /// A factor around 1 whose logarithm is normal with this standard deviation, within three of
  /// them: as boot times are, never negative and with the longer tail above (Box and Muller).
  mutating func spread(_ deviation: Double) -> Double {
    let radius = Double.sqrt(-2 * Double.log(1 - unit()))
    let normal = radius * Double.cos(2 * .pi * unit())
    return Double.exp(deviation * min(3, max(-3, normal)))
  }
}
