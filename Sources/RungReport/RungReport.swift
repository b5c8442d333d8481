// RungReport: what people read, as text, and its stable JSON.
//
// Purpose: plans, faults of ladders, curves, decisions, status, backtests and simulations, laid out
// for a terminal, a change ticket or a browser. May import RungModel, RungCore, RungFormats,
// LadderFile, RungSimulation and RungBacktest. Must not read or change anything: values in, text
// out.
