// RungServer: HTTP in front of the daemon: ingest, schedule messages, status, operator commands.
//
// Purpose: turns requests into calls of `Inbox` and snapshots of `StatusView` into JSON (shapes:
// RungFormats/API; document: OpenAPI/). May import RungModel, RungPorts, RungFormats, Hummingbird.
// Decides nothing, keeps nothing but its rate-limit buckets, and never tells a secret: tokens
// appear in no log line and in no error. Every answer that is not 2xx is an `ErrorReply`.
//
// A request passes, in this order: `ErrorAnswers` (what is thrown below becomes JSON), `RateGate`,
// `AdmissionGate` (host, origin, token), then its route under a deadline.
