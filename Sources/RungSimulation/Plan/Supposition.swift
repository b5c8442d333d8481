import RungModel

/// One thing supposed to be otherwise than the schedule, the forecast or the pools say.
package enum Supposition: Hashable, Sendable {
  /// The schedule is corrected now: the milestone and everything after it comes so much later;
  /// negative is earlier.
  case milestone(String, by: Duration)
  /// So many times the users come. Nothing tells of it but the samples.
  case peak(Double)
  /// A pool grants nothing.
  case emptyPool(String)
  /// From an order to serving, whatever the ladders assume.
  case lead(Duration)

  /// What can be supposed, with an example each.
  package static let grammar = """
    a what-if is one of:
      MILESTONE [+-]DURATION   it and all later ones move        "start +20m"
      peak xFACTOR             so many times the users come      "peak x1.5"
      pool NAME empty          the pool grants nothing           "pool primary empty"
      lead DURATION            servers take so long to serve     "lead 12m"
    """

  /// Larger factors are no forecast's fault any more.
  private static let largestFactor = 100.0
  /// Servers that take longer are no answer to an event.
  private static let longestLead = Duration.hours(2)

  /// Reads what `grammar` says. Nil for anything else; whether there is such a milestone or pool is
  /// not looked at.
  package init?(text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch words.count {
    case 3 where words[0] == "pool" && words[2] == "empty":
      self = .emptyPool(words[1])
    case 2 where words[0] == "peak":
      guard words[1].hasPrefix("x"), let factor = Double(words[1].dropFirst()),
        factor > 0, factor <= Self.largestFactor
      else { return nil }
      self = .peak(factor)
    case 2 where words[0] == "lead":
      guard let lead = Duration(text: words[1]), lead > .zero, lead <= Self.longestLead else {
        return nil
      }
      self = .lead(lead)
    case 2 where words[0] != "pool":
      guard let sign = words[1].first, sign == "+" || sign == "-",
        let span = Duration(text: String(words[1].dropFirst())), span != .zero
      else { return nil }
      self = .milestone(words[0], by: sign == "-" ? .zero - span : span)
    default: return nil
    }
  }

  /// Whether it is about an event rather than about servers.
  package var isOfEvent: Bool {
    switch self {
    case .milestone, .peak: true
    case .emptyPool, .lead: false
    }
  }

  /// As it is written on the command line.
  package var text: String {
    switch self {
    case .milestone(let name, let span):
      "\(name) \(span < .zero ? span.text : "+" + span.text)"
    case .peak(let factor): "peak x\(factor.fixedText(decimals: 3, dropsZeros: true))"
    case .emptyPool(let name): "pool \(name) empty"
    case .lead(let span): "lead \(span.text)"
    }
  }

  /// What is supposed, in a sentence without its full stop.
  package var sentence: String {
    switch self {
    case .milestone(let name, let span):
      let way = span < .zero ? "\((.zero - span).text) earlier" : "\(span.text) later"
      return "the schedule says from now on that \(name), and all that follows it, is \(way)"
    case .peak(let factor):
      let times = factor.fixedText(decimals: 3, dropsZeros: true)
      return "\(times) times the predicted users come, joining smoothly before the event and "
        + "leaving after it; neither schedule nor forecaster knows, and control sees only samples"
    case .emptyPool(let name):
      return "pool \(name) grants no server in the whole window; what runs there goes on"
    case .lead(let span):
      return "servers serve \(span.text) after their order; the ladders learn that only from "
        + "launches"
    }
  }
}
