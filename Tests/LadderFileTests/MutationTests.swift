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
  /// Pieces that mean something in YAML or in a ladder.
  private static let pieces = [
    ":", "- ", "{", "}", "[", "]", "#", "&a ", "*a", "<<: ", "\t", "\n", "\"", "'", "|", ">", "%",
    "-1", "1e9", "99999999999999999999999", "K", "Cr", "null", "~", "!!binary ", "---\n", "? ",
    "true", "0", "é", "\u{0}", "\u{FEFF}", "  ", "rungs:", "24:00", "100%", "command: [x]",
  ]

  @Test("never crash, and give a ladder or at least one error", arguments: 0..<8 as Range<UInt64>)
  func mutations(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let goods = try Fixture.all.filter(\.isGood).map { [UInt8](try Data(contentsOf: $0.url)) }
    #expect(!goods.isEmpty)
    for round in 0..<1_500 {
      var bytes = goods[Int.random(in: 0..<goods.count, using: &random)]
      for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
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

  private func damage(_ bytes: inout [UInt8], _ random: inout Seeded) {
    guard !bytes.isEmpty else { return }
    let at = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, at + Int.random(in: 1...12, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.removeSubrange(at..<end)
    case 1:
      bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0..<bytes.count, using: &random))
    case 2: bytes[at] = UInt8.random(in: 0...255, using: &random)
    case 3: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &random))
    default:
      let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      bytes.replaceSubrange(at..<min(end, at + 1), with: Array(piece.utf8))
    }
  }
}
