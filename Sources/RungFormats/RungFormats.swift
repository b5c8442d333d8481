// RungFormats: the files and messages that Rung reads and writes.
//
// Purpose: events, samples, series and curves as JSON and CSV, to and from the values of RungModel.
// Whoever sent a faulty one is told all that is wrong with it, where, and what would be right.
// May import: RungModel, Foundation.
// Must not: talk to a network, read a clock, or guess in silence: what is repaired is in the notes.
