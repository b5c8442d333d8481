import Logging
import RungPorts
import ServiceLifecycle
import UnixSignals

/// SIGHUP reads the ladders again, as daemons do.
struct ReloadOnHangup: Service {
  var inbox: any Inbox
  var logger: Logger

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown()
    for await _ in signals {
      logger.notice("SIGHUP: the ladders are read again")
      await inbox.reload()
    }
  }
}
