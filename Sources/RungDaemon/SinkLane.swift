import RungModel
import RungPorts

/// A sink whose deliveries can fail, and are counted.
package protocol DeliveryCounting: Sendable {
  /// Names the sink in metrics.
  var sinkName: String { get }
  /// Batches since the start that arrived, and that were given up.
  func deliveries() async -> (delivered: Int, lost: Int)
}

/// One alarm sink's queue, so that a slow one holds up neither the steps nor the others.
struct SinkLane: Sendable {
  /// Batches kept for a sink that does not keep up; the oldest are dropped. 10,000 is more than a
  /// day of one a minute and a storm.
  private static let capacity = 10_000

  private struct Batch: Sendable {
    var raised: [Alarm]
    var cleared: [Alarm]
    var at: Timestamp
  }

  private let sink: any AlarmSink
  private let batches: AsyncStream<Batch>
  private let continuation: AsyncStream<Batch>.Continuation

  init(_ sink: any AlarmSink) {
    self.sink = sink
    (batches, continuation) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingNewest(Self.capacity))
  }

  func hand(raised: [Alarm], cleared: [Alarm], at now: Timestamp) {
    continuation.yield(Batch(raised: raised, cleared: cleared, at: now))
  }

  /// Delivers until cancelled.
  func run() async {
    for await batch in batches {
      await sink.notify(raised: batch.raised, cleared: batch.cleared, at: batch.at)
    }
  }
}
