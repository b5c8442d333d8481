// RungReport: what people read, as text, and its stable JSON.
//
// Purpose: plans, ladders' faults, curves, decisions, status and backtests, laid out for a terminal,
// a change ticket or a browser. May import RungModel, RungCore, RungFormats, LadderFile,
// RungSimulation and RungBacktest. Must not read or change anything: values in, text out.
