// RungRehearsal: a match played through a running daemon's real HTTP endpoints, and the worker that
// stands in for a server.
//
// Purpose: prove with the daemon, its store and its backend as they are that everybody is served,
// before the night on which it counts. A script (series and schedule messages of one match) is
// shifted to the daemon's clock, sent sample by sample and message by message, and scored against
// what the daemon really had serving at each instant.
//
// May import RungModel, RungFormats, RungClient, Glibc, Synchronization and FoundationEssentials. It
// must not import the daemon, the controller or a backend: what it knows of them it learns over
// HTTP, as any user would.
