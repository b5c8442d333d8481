// RungServer
