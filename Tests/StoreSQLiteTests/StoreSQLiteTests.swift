// StoreSQLiteTests: the contract of every store, and what is SQLite's own.
//
// `StoreMaker` names the stores that the contract runs against; a further store is one more entry
// there. `MemoryStore` is the plain reading of the contract that random histories are compared to.
