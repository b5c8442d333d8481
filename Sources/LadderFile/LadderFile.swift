// LadderFile: the files that people write, read with every fault at its place.
//
// Purpose: YAML text -> `Ladder` (LadderParser, LadderFolder), `rung.yaml` -> `Configuration`
// (ConfigurationParser) and a simulation's faults -> `FaultPlan` (FaultPlanParser). All faults of a file are reported, not only the first; a file with an
// error gives no ladder at all.
//
// May import: RungModel, Yams, Foundation (files, time zones). Must not: read a clock (the caller
// says what time it is), act on the world, or guess what a person may have meant: a value that
// can be read two ways is a fault with the fix beside it.
//
// From text to ladder: DocumentGate (size, encoding, aliases, YAML) -> Entry and Fields (one
// value, one mapping, with their place) -> LadderParser (one small method a section).
