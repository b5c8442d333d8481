/// How far a simulation is, on a terminal.
struct SimulateMeter {
  private let policies: [String]
  private var last = ""

  init(policies: [String]) { self.policies = policies }

  /// `[########----------------] hpa, 2 of 10`; nothing where nobody watches, and nothing twice.
  /// - Parameter share: of the policy's runs, 0 to 1.
  mutating func show(_ policy: String, _ share: Double) {
    guard Terminal.isErrorTerminal else { return }
    let width = 24
    let filled = Int(min(max(share, 0), 1) * Double(width))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    let place = (policies.firstIndex(of: policy) ?? 0) + 1
    let text = "[\(bar)] \(policy), \(place) of \(policies.count)"
    guard text != last else { return }
    last = text
    Terminal.progress(text)
  }
}
