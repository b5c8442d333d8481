import CurveGenerator
import RungModel
import Testing

@testable import RungCore

@Suite("Which events are learned from, and how much each counts")
struct FreshCurvesTests {
  let world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: 7_010))
  /// The match as it was in the end.
  let over: Event
  /// Two hours after it.
  let later: Timestamp

  init() throws {
    over = try #require(world.messages.last?.event)
    later = Timestamp(minute: world.series.lastMinute + 1)
  }

  private func cut(
    _ events: [Event], _ history: MinuteSeries? = nil, known: [Curve] = [], at: Timestamp? = nil
  ) -> [Curve] {
    FreshCurves.cut(
      ForecastCase.driver, history: history ?? world.series, events: events, known: known,
      at: at ?? later)
  }

  @Test("An event that is over and not in the library is cut from the history")
  func learned() throws {
    let curve = try #require(cut([over]).first)
    #expect(curve.event == over)
    #expect(curve.origin == .measured && curve.metric == ForecastCase.driver.metric)
    #expect(curve.firstMinute == world.minute("start") - Int64(Curve.minutesBefore))
    let last = curve.firstMinute + Int64(curve.values.count) - 1
    #expect(last == world.minute("end") + Int64(Curve.minutesAfter))
    for minute in curve.firstMinute...last {
      #expect(curve[minute: minute] == world.series[minute])
    }
    let early = Timestamp(minute: world.minute("end") + 30)
    #expect(cut([over], at: early).first?.values == Array(curve.values.dropLast(91)))

    var model = world.model(at: later.minute)
    #expect(model.curves.count == world.library.count + 1)
    #expect(model.curves.last?.id == over.id)
    #expect(model.curves.last?.isMeasured == true)
    // Once it is in the library it is not learned a second time.
    var kept = world
    kept.library.append(curve)
    model = kept.model(at: later.minute)
    #expect(model.curves.count == world.library.count + 1)
  }

  @Test("Not one that is known, still on, cancelled, older than the history or half missing")
  func notLearned() throws {
    let curve = try #require(cut([over]).first)
    #expect(cut([over], known: [curve]).isEmpty)
    for status in Event.Status.allCases {
      var event = over
      event.status = status
      #expect(cut([event]).isEmpty == (status != .ended && status != .abandoned), "\(status)")
    }
    #expect(cut([over], at: Timestamp(minute: world.minute("end"))).isEmpty)
    #expect(cut([over.moved(minutes: -5 * 1_440)]).isEmpty)
    #expect(cut([over], MinuteSeries()).isEmpty)
    for (missing, isLearned) in [(2, false), (5, false), (6, true)] as [(Int64, Bool)] {
      var holes = world.series
      for minute in curve.firstMinute...holes.lastMinute where minute % missing == 0 {
        holes[minute] = nil
        // Two of five.
        if missing == 5 { holes[minute - 1] = nil }
      }
      #expect(cut([over], holes).isEmpty != isLearned, "every \(missing)th minute missing")
    }
  }

  @Test("Four measured events of the kind and synthetic ones count no more")
  func synthetic() throws {
    func weights(measured: Int) throws -> (synthetic: [Double], measured: [Double]) {
      var mixed = world
      for index in mixed.library.indices {
        mixed.library[index].origin = index < measured ? .measured : .synthetic
      }
      let curves = mixed.model().curves
      let event = try #require(mixed.known(mixed.fitMinute).first)
      let comparables = Comparables(event, curves: curves, now: mixed.fitMinute)
      #expect(comparables.measuredCount == measured && comparables.isSameKind)
      #expect(comparables.confidence == (measured >= 8 ? .high : .medium))
      let members = comparables.members.sorted { curves[$0.index].id < curves[$1.index].id }
      func all(_ isMeasured: Bool) -> [Double] {
        members.filter { curves[$0.index].isMeasured == isMeasured }.map(\.weight)
      }
      return (all(false), all(true))
    }
    let none = try weights(measured: 0)
    #expect(none.synthetic.count == 12 && none.measured.isEmpty)
    let three = try weights(measured: 3)
    #expect(three.synthetic.count == 9 && three.measured.count == 3)
    #expect(three.synthetic.allSatisfy { none.synthetic.contains($0) })
    let four = try weights(measured: 4)
    let eight = try weights(measured: 8)
    for weights in [four, eight] { #expect(weights.synthetic.isEmpty) }
    // 0.97 for each newer one.
    #expect(four.measured.allSatisfy { $0 > 0.9 })
  }

  @Test("A family helps only while there are few of the event's own kind")
  func family() throws {
    let twenty = ForecastWorld(Variety(kind: .t20, origin: .measured, seed: 7_011))
    let fifty = ForecastWorld(Variety(kind: .odi, origin: .measured, seed: 7_012))
    let event = try #require(twenty.messages.first?.event)
    for (own, isSameKind) in [(0, false), (3, false), (4, true), (12, true)] {
      var mixed = twenty
      mixed.library = Array(twenty.library.prefix(own)) + fifty.library + world.library
      let curves = mixed.model().curves
      let comparables = Comparables(event, curves: curves, now: mixed.fitMinute)
      #expect(comparables.isSameKind == isSameKind)
      let kinds = comparables.members.map { curves[$0.index].kind }
      #expect(kinds.count { $0 == "cricket-t20" } == own)
      #expect(kinds.count { $0 == "cricket-odi" } == (isSameKind ? 0 : 12))
      #expect(!kinds.contains("football"))
    }
  }
}
