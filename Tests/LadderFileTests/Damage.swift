/// Damages files at random, each failure repeated by its seed.
struct Damage {
  /// Pieces that mean something in YAML or in our files.
  private static let pieces = [
    ":", "- ", "{", "}", "[", "]", "#", "&a ", "*a", "<<: ", "\t", "\n", "\"", "'", "|", ">", "%",
    "-1", "1e9", "99999999999999999999999", "K", "Cr", "null", "~", "!!binary ", "---\n", "? ",
    "true", "0", "é", "\u{0}", "\u{FEFF}", "  ", "rungs:", "24:00", "100%", "command: [x]",
  ]

  private var random: Seeded
  private let pieces: [String]

  /// - Parameter pieces: more that mean something in these files.
  init(seed: UInt64, pieces: [String] = []) {
    random = Seeded(state: seed)
    self.pieces = Self.pieces + pieces
  }

  /// One of the files, damaged in one to four places.
  mutating func damaged(_ files: [[UInt8]]) -> [UInt8] {
    var bytes = files[Int.random(in: 0..<files.count, using: &random)]
    for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
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
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
      bytes.replaceSubrange(at..<min(end, at + 1), with: Array(piece.utf8))
    }
  }
}
