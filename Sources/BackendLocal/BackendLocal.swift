// BackendLocal: servers as processes of this machine.
//
// Purpose: implements `Backend` for local pools, well enough to run a small site on: starts
// processes that outlive the daemon, finds them again after a crash, probes their health,
// restarts what exits, drains what must go, and keeps a proxy's list of upstreams current.
// May import RungModel, RungPorts, CurlTransport, CSpawn, Logging, Subprocess and SystemPackage.
//
// Must not decide how many servers there should be, and must not trust a process id that it
// wrote down: a process is ours when its environment says so (`RUNG_STATE`, `RUNG_SERVER_ID`), or
// when id, start time and boot of the machine all agree.
//
// Everything that blocks (spawning, /proc, fsync) runs on the queue of the `LocalBackend` actor,
// never on the cooperative pool.
