import Foundation
import Testing

@testable import LadderFile

/// A small generator with a printed seed, so that a failure is repeated by its number.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  /// SplitMix64, Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Damaged ladder files")
struct MutationTests {
  @Test("never crash, and give a ladder or at least one error", arguments: 0..<8 as Range<UInt64>)
  func mutations(seed: UInt64) throws {
    var damage = Damage(seed: seed)
    let goods = try Fixture.all.filter(\.isGood).map { [UInt8](try Data(contentsOf: $0.url)) }
    #expect(!goods.isEmpty)
    for round in 0..<1_500 {
      let bytes = damage.damaged(goods)
      let reading = LadderParser.parse(data: Data(bytes), file: "x.yaml", now: Fixture.now)
      let hasErrors = reading.faults.contains { $0.severity == .error }
      let arePlaced = reading.faults.allSatisfy { $0.line >= 1 && $0.column >= 1 }
      guard hasErrors == (reading.ladder == nil), arePlaced else {
        Issue.record(
          "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))\n\(reading)")
        return
      }
    }
  }
}
