/// A small seeded source of randomness: the same seed gives the same numbers on every machine.
///
/// Not for secrets.
/// - SeeAlso: Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators" (2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A stream that is wholly given by its seed.
  package init(seed: UInt64) { state = seed }

  /// A stream of its own for each number, so that drawing more in one place moves nothing elsewhere.
  package init(seed: UInt64, stream: UInt64) {
    var mixer = SplitMix64(seed: seed)
    var second = SplitMix64(seed: mixer.next() ^ stream)
    state = second.next()
  }

  /// The next 64 bits, all equally likely.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Evenly spread over 0 ..< 1, in steps of 2^-53.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Evenly spread over a range; its upper bound is never reached.
  package mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// Evenly spread whole numbers, both bounds included.
  package mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(unit() * Double(range.upperBound - range.lowerBound + 1))
  }

  /// True with a probability of 0 to 1.
  package mutating func chance(_ probability: Double) -> Bool { unit() < probability }
}
