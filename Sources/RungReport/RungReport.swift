// RungReport: what people read, as text, and its stable JSON.
//
// Purpose: plans, ladders' faults, curves, decisions and status, laid out for a terminal or a
// change ticket. May import RungModel, RungCore, RungFormats, LadderFile and RungSimulation. Must
// not read or change anything: values in, text out.
