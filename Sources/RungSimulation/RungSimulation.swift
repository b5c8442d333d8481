// RungSimulation: a virtual world that drives the real `Controller`.
//
// Purpose: `plan` (the forecast as traffic, no faults) and `simulate` (a series as traffic), and
// the tests of the control law. May import RungModel, RungPorts and RungCore. Must not reach any
// clock, disk, network or process: everything here is a value that a seed and its inputs fix.
