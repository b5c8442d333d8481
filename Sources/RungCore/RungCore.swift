// RungCore: everything Rung decides, as values. Forecast, ladder arithmetic, provisioning choice,
// and the controller that puts them together.
//
// May import RungModel, Collections and RealModule. Must not read a clock, draw a random number,
// do I/O, use `async`, iterate in hash order or import Foundation: the same inputs give the same
// directives, byte for byte. The daemon, `plan` and `simulate` drive the same `Controller`.
