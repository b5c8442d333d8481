// CurveGenerator: makes matches that never took place, from published figures on real ones.
//
// Purpose: a starting library for someone who has no history yet, and a match to rehearse with.
// Everything it makes is marked `synthetic`. Each number comes from `PublishedFigures` or
// `FootballFigures`, or is an assumption that says so where it stands.
// May import: RungModel, RealModule. No Foundation.
// Must not: read a clock, a file or the system's randomness. Same seed, same bytes.
