import Foundation
import RungModel
import Testing

@testable import LadderFile

@Suite("Ladder files and their faults")
struct GoldenTests {
  @Test("there are fixtures of both kinds")
  func fixturesAreThere() {
    #expect(Fixture.all.filter(\.isGood).count >= 8)
    #expect(Fixture.all.filter { !$0.isGood }.count >= 16)
  }

  @Test("each file gives exactly the faults written beside it", arguments: Fixture.all)
  func faultsAreThoseOfTheGolden(fixture: Fixture) throws {
    let reading = try fixture.reading()
    let actual = reading.faults.map { "\($0)\n" }.joined()
    #expect((reading.ladder != nil) == fixture.isGood, "\(actual)")
    guard FileManager.default.fileExists(atPath: fixture.goldenURL.path) else {
      try actual.write(to: fixture.goldenURL, atomically: true, encoding: .utf8)
      Issue.record("recorded \(fixture.goldenURL.lastPathComponent): read it, then run again")
      return
    }
    var expected = try String(contentsOf: fixture.goldenURL, encoding: .utf8)
    expected = expected.replacing("semantic: true\n", with: "")
    #expect(actual == expected)
  }

  @Test("a refused file gives no ladder, and says why", arguments: Fixture.all)
  func aLadderOrAnError(fixture: Fixture) throws {
    let reading = try fixture.reading()
    let hasErrors = reading.faults.contains { $0.severity == .error }
    #expect(hasErrors == (reading.ladder == nil))
    #expect(reading.backendPlaces.count == (reading.ladder?.pools.count ?? 0))
  }
}
