// BackendLocal
