import ArgumentParser
import Foundation
import RungRehearsal

/// `rung worker`: a tiny server for samples and demos.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Be a tiny HTTP server, in place of a real application.",
    discussion: """
      What the sample ladders start as servers. /healthz answers 503 until it has booted, then \
      200; / says who it is. PORT, RUNG_SERVER_ID and RUNG_CLOCK_SPEED of the environment stand \
      in for options.

      Example:
        rung worker --port 31001 --boot 6m --clock-speed 60      ready after six seconds
      """)

  @Option(help: "The port of 127.0.0.1 to listen on; 0 takes a free one.")
  var port: UInt16?

  @Option(help: "How long it takes until it is ready, on its clock: 90s, 6m.")
  var boot: SpanArgument?

  @Option(help: "How many times faster than real time its clock runs.")
  var clockSpeed: Double?

  func run() throws {
    let worker = try Worker(
      Worker.Settings(
        port: port, boot: boot?.span, clockSpeed: clockSpeed,
        environment: ProcessInfo.processInfo.environment))
    StopSignal.stop(worker.stopper)
    worker.run()
  }
}
