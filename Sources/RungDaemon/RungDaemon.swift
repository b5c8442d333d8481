// RungDaemon: the shell around the pure controller. It turns the world into inputs (samples,
// listings, fitted models, ladders, events, commands), steps the controller, commits what the step
// decided, and only then carries it out; what comes of it returns as further inputs.
//
// May import RungModel, RungPorts, RungCore, RungFormats, LadderFile, CurlTransport, Logging and
// ServiceLifecycle. Must not decide anything that the controller should decide, must not know SQL
// or a vendor's wire format, and must not build stores, backends or servers: they are handed in.
//
// One step, in order:
//   queued inputs -> Decider.step -> StepFacts -> Store.commit -> Backend.launch / terminate
// A commit that fails keeps the orders in `UnsentWork` with their tokens; alarms still go out.
