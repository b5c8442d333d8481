import RealModule
import RungModel

extension SplitMix64 {
  /// Mean 0, standard deviation 1 (Box and Muller, one of the pair).
  package mutating func normal() -> Double {
    let radius = Double.sqrt(-2 * Double.log(1 - unit()))
    return radius * Double.cos(2 * .pi * unit())
  }

  /// Evenly spread on a logarithmic scale over a range of positive numbers.
  package mutating func scale(_ range: ClosedRange<Double>) -> Double {
    Double.exp(uniform(Double.log(range.lowerBound)...Double.log(range.upperBound)))
  }

  /// How many of something rare there are, where there are so many in the mean (Poisson).
  /// - Complexity: O(mean).
  /// - SeeAlso: Knuth, "The Art of Computer Programming", volume 2, section 3.4.1.
  package mutating func count(mean: Double) -> Int {
    let floor = Double.exp(-mean)
    var product = unit()
    var count = 0
    while product > floor {
      product *= unit()
      count += 1
    }
    return count
  }

  /// As `normal`, drawn again until it lies within the bound; the bound is at least 1.
  package mutating func normal(within bound: Double) -> Double {
    precondition(bound >= 1, "a bound of \(bound) would be drawn for too long")
    while true {
      let value = normal()
      if abs(value) <= bound { return value }
    }
  }
}
