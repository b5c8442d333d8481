import RungModel

extension Daemon {
  /// Raises an alarm for each driver whose sender's clock is off, and clears it when it fits again.
  func judgeSkew(at now: Timestamp) {
    var skewed: Set<String> = []
    for lane in ingest.quality(at: now) {
      guard let skew = lane.skew else { continue }
      skewed.insert(lane.driver.selector)
      let isAhead = skew.offset > .zero
      let distance = Duration.seconds(abs(skew.offset.components.seconds)).text
      raiseAlarm(
        Alarm(
          .clockSkew, .warning, subject: lane.driver.selector,
          message: """
            \(skew.off) of \(skew.all) samples of the last minutes are dated \(distance) \
            \(isAhead ? "ahead of" : "behind") this machine's clock and say nothing about now: \
            put the clock of what sends them right, or this machine's
            """))
    }
    for subject in alarmBook.subjects(of: .clockSkew) where !skewed.contains(subject) {
      clearAlarm(.clockSkew, subject: subject)
    }
  }
}
