// StoreSQLite: facts in one SQLite file, through GRDB.
//
// Purpose: `RungPorts.Store` on SQLite: schema and migrations, one durable commit a step, the
// reading side for planners, backup. May import RungModel, RungPorts, GRDB and Foundation.
// Must not decide anything, and nothing outside this target may know SQL.
//
// Where things are: `SQLiteStore` opens and writes, `SQLiteStoreView` only reads, `StoreReading`
// holds the questions both answer, `…Table` files hold the SQL of one kind of fact each.
//
// Backup: `backup(to:)` on either type, while the daemon runs. Restore: with no daemon on the
// store, remove `<path>-wal` and `<path>-shm`, put the copy in place of `<path>`, start the daemon.
