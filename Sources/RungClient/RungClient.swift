// RungClient: the daemon's HTTP API as typed calls, for the commands that talk to a running daemon.
//
// Purpose: addresses, tokens, JSON, and errors in the words of the person at the keyboard. May
// import RungModel, CurlTransport, and RungFormats for the API's shapes. It must not retry, wait or
// print: who calls decides that.
