// RungModel: the words of Rung as plain values (design words: see README, "Words").
//
// Purpose: types that every other target speaks. Imports nothing, does nothing: no clock, no I/O,
// no Foundation. Numbers carry their unit in the type or last in the name:
// driver values are `Double` in the driver's unit (users, or requests a second; `rpm` is turned
// into requests a second at the edge), servers are `Int` reference servers.
