import RungBacktest
import RungModel

/// The stopwatch of a backtest, and its progress on a terminal.
struct BacktestMeter: Sendable {
  private let started = ContinuousClock.now
  private let whole: Backtest.Progress

  init(whole: Backtest.Progress) { self.whole = whole }

  /// Seconds since the backtest began.
  var stopwatch: @Sendable () -> Double {
    let started = started
    return {
      let (seconds, attoseconds) = (ContinuousClock.now - started).components
      return Double(seconds) + Double(attoseconds) * 1e-18
    }
  }

  /// `[########----------------] 14 of 32 slots, 4s left`; nothing where nobody watches.
  func show(_ done: Backtest.Progress) {
    guard Terminal.isErrorTerminal else { return }
    let width = 24
    let filled = done.slots * width / max(1, whole.slots)
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    // Slots that only the rivals learn from take next to no time: forecasts tell what is left.
    let left =
      done.forecasts == 0
      ? nil
      : stopwatch() * Double(whole.forecasts - done.forecasts) / Double(done.forecasts)
    let text = left.map { ", \(Duration.seconds(Int($0.rounded(.up))).text) left" } ?? ""
    Terminal.progress("[\(bar)] \(done.slots) of \(whole.slots) slots\(text)")
  }
}
