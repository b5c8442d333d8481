// RungDaemon
