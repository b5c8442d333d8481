// RungPorts: the doors to the world as protocols, and the errors that come through them.
//
// Purpose: what a backend, a store, an inbox and an alarm sink must do. May import RungModel only.
// Expected outcomes (no capacity, quota) are data in the result; only a failing world is thrown.
