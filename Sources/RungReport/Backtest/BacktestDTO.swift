package import RungBacktest
import RungModel

/// A backtest's JSON shape. Shares are parts of 1; levels are in the order of `levels`.
package struct BacktestDTO: Encodable, Sendable {
  /// One forecaster at one horizon.
  struct Figures: Encodable, Sendable {
    var scored: Int
    var wape: Double
    var bias: Double
    /// Over the mean actual, for each level.
    var pinball: [Double]
    /// For each level.
    var coverage: [Double]
    var sharpness: Double

    init(_ score: Score) {
      scored = score.count
      wape = score.wape
      bias = score.bias
      pinball = score.pinball
      coverage = score.coverage
      sharpness = score.sharpness
    }
  }

  struct Horizon: Encodable, Sendable {
    var minutes: Int
    var rung: Figures
    var lastValue: Figures
    var holt: Figures
    var dayBefore: Figures
    /// For each level; null where last value has no loss.
    var pinballAgainstLastValue: [Double?]
    var lowestSlot: String?
    var lowestSlotCoverage: Double?
    var planned: Planned

    enum CodingKeys: String, CodingKey {
      case minutes, rung, holt, planned
      case lastValue = "last_value"
      case dayBefore = "day_before"
      case pinballAgainstLastValue = "pinball_against_last_value"
      case lowestSlot = "lowest_slot"
      case lowestSlotCoverage = "lowest_slot_coverage"
    }

    init(_ minutes: Int, _ index: Int, _ scores: BacktestScores) {
      self.minutes = minutes
      rung = Figures(scores.rung[index])
      lastValue = Figures(scores.rivals[Rival.lastValue.rawValue][index])
      holt = Figures(scores.rivals[Rival.holt.rawValue][index])
      dayBefore = Figures(scores.rivals[Rival.seasonalNaive.rawValue][index])
      pinballAgainstLastValue = scores.pinballAgainstLastValue(index)
      let lowest = scores.worstSlot(index)
      lowestSlot = lowest?.name
      lowestSlotCoverage = lowest?.coverage
      planned = Planned(scores.planned[index])
    }
  }

  /// The highest level with holds for a resume.
  struct Planned: Encodable, Sendable {
    var coverage: Double
    /// Mean planned over mean actual outside interruptions.
    var overActual: Double
    var interrupted: Int

    enum CodingKeys: String, CodingKey {
      case coverage, interrupted
      case overActual = "over_actual"
    }

    init(_ score: PlannedScore) {
      coverage = score.coverage
      overActual = score.cost
      interrupted = score.interruptedCount
    }
  }

  /// A slot, a kind or a phase.
  struct Part: Encodable, Sendable {
    struct Row: Encodable, Sendable {
      var minutes: Int
      var figures: Figures
    }

    var name: String
    var horizons: [Row]

    init(_ part: BacktestScores.Part, _ horizons: [Int]) {
      name = part.name
      self.horizons = zip(horizons, part.scores).filter { $1.count > 0 }.map {
        Row(minutes: $0, figures: Figures($1))
      }
    }
  }

  struct Timing: Encodable, Sendable {
    var totalSeconds: Double
    var forecastMedianSeconds: Double
    var forecastSlowestSeconds: Double
    var fits: Int
    var fitMedianSeconds: Double
    var fitSlowestSeconds: Double

    enum CodingKeys: String, CodingKey {
      case fits
      case totalSeconds = "total_seconds"
      case forecastMedianSeconds = "forecast_median_seconds"
      case forecastSlowestSeconds = "forecast_slowest_seconds"
      case fitMedianSeconds = "fit_median_seconds"
      case fitSlowestSeconds = "fit_slowest_seconds"
    }

    init(_ timing: BacktestResult.Timing) {
      totalSeconds = timing.total
      forecastMedianSeconds = timing.forecasts.median
      forecastSlowestSeconds = timing.forecasts.slowest
      fits = timing.fits.count
      fitMedianSeconds = timing.fits.median
      fitSlowestSeconds = timing.fits.slowest
    }
  }

  var metric: String
  var unit: String
  var levels: [Double]
  var forecasts: Int
  var staleForecasts: Int
  var scored: Int
  var horizons: [Horizon]
  var slots: [Part]
  var kinds: [Part]
  var phases: [Part]
  var timing: Timing
  var notes: [String]

  enum CodingKeys: String, CodingKey {
    case metric, unit, levels, forecasts, scored, horizons, slots, kinds, phases, timing, notes
    case staleForecasts = "stale_forecasts"
  }

  package init(_ result: BacktestResult) {
    let scores = BacktestScores(result)
    let minutes = result.settings.horizons
    metric = result.driver.metric
    unit = result.driver.unit.word
    levels = BacktestSettings.levels
    forecasts = result.origins
    staleForecasts = result.staleOrigins
    scored = result.trials.count
    horizons = minutes.enumerated().map { Horizon($1, $0, scores) }
    slots = scores.slots.map { Part($0, minutes) }
    kinds = scores.kinds.map { Part($0, minutes) }
    phases = scores.phases.map { Part($0, minutes) }
    timing = Timing(result.timing)
    notes = result.notes
  }
}
