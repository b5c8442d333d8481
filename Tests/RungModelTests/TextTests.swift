import RungModel
import Testing

@Suite struct TextTests {
  @Test(
    arguments: [
      ("6m", 360_000), ("90s", 90_000), ("1h30m", 5_400_000), ("250ms", 250), ("2d", 172_800_000),
      ("0", 0), ("1w", 604_800_000),
    ] as [(String, Int64)])
  func durations(text: String, milliseconds: Int64) {
    #expect(Duration(text: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: ["", "6", "m", "-6m", "6 m", "6mm", "1.5h", "9999999999999d", "999999999999w"])
  func refusedDurations(text: String) {
    #expect(Duration(text: text) == nil)
  }

  @Test func durationsReadBack() {
    for milliseconds in stride(from: Int64(0), to: 400_000_000, by: 1_234_567) {
      let duration = Duration.milliseconds(milliseconds)
      #expect(Duration(text: duration.text)?.milliseconds == milliseconds)
    }
  }

  @Test(
    arguments: [
      (0, "0"), (7, "7"), (0.25, "0.25"), (99.94, "99.9"), (2_565, "2,565"), (9_999, "9,999"),
      (10_000, "10K"), (594_400, "594K"), (999_600, "1M"), (1_060_000, "1.06M"),
      (14_200_000, "14.2M"), (2.5e9, "2.5B"), (-1_500_000, "-1.5M"), (.infinity, "n/a"),
    ] as [(Double, String)])
  func numbersForPeople(value: Double, text: String) {
    #expect(value.shortText == text)
  }

  @Test func percentages() {
    #expect(0.999.percentText == "99.9%")
    #expect(0.4.percentText == "40%")
    #expect(1_234_567.groupedText == "1,234,567")
    #expect((-12.345).fixedText(decimals: 1) == "-12.3")
  }
}
