// RungBacktest: how good the forecaster was on a series that is over.
//
// Purpose: replay a series and its schedule log origin by origin, forecast from what was known then,
// and score that against what came, beside simple rivals. May import RungModel, RungCore,
// RungFormats and RealModule. Must not read a file or a clock (a stopwatch is handed in, and only
// the timings depend on it), and must not let a forecast see anything later than its origin:
// `BacktestKnowledge` is the one door.
