import RungModel
import Testing

@testable import RungFormats

@Suite("Samples")
struct SampleBatchTests {
  private let one = #"{"metric":"rps","labels":{"a":"b"},"at":"2026-11-28T10:00:00Z","value":1.5}"#

  @Test("A batch, JSON lines and a single object give the same samples")
  func forms() throws {
    let instant = try #require(Timestamp("2026-11-28T10:00:00Z"))
    let sample = Sample(metric: "rps", labels: ["a": "b"], at: instant, value: 1.5)
    #expect(try read("{\"samples\": [\(one),\n\(one)]}").get() == [sample, sample])
    #expect(try read("\(one)\n\n\(one)\r\n").get() == [sample, sample])
    #expect(try read(one).get() == [sample])
    #expect(try read("{\"samples\": []}").get() == [])
  }

  @Test("Each wrong sample is told by its index; nothing is taken in part")
  func faults() {
    let text = """
      {"samples": [\(one), {"metric": "m", "at": "2026-11-28T10:00:00Z", "value": null},
        {"metric": "m", "at": "2026-11-28T10:00:00Z", "value": NaN}, {"metric": "m", "value": 1},
        {"at": "2026-11-28T10:00:00Z", "value": 1}, {"metric": "m", "at": "x", "value": 1e999},
        {"metric": "m", "labels": {"l": 2}, "at": "2026-11-28T10:00:00Z", "value": 1}]}
      """
    let finite = "expected a finite number; when nothing was measured, send no sample"
    let time = "\"2026-11-28T20:00:00Z\""
    #expect(
      descriptions(text) == [
        "samples[1].value: \(finite)", "samples[2].value: \(finite)",
        "samples[3].at: missing; give a time like \(time)",
        "samples[4].metric: missing; give it like \"platform_concurrency\"",
        "samples[5].at: 'x' is not a time; write it as \(time)", "samples[5].value: \(finite)",
        "samples[6].labels.l: expected a text of at most 1024 bytes",
      ])
  }

  @Test("JSON lines tell the line, other bodies what was expected")
  func others() {
    #expect(descriptions("\(one)\n{\"metric\": \"m\"").first?.hasPrefix("line 2: not JSON") == true)
    #expect(descriptions("\(one)\n{}").first?.hasPrefix("line 2: metric: missing") == true)
    #expect(descriptions("  \n").first?.contains("empty") == true)
    #expect(descriptions("{}").first?.hasPrefix("samples: expected") == true)
    #expect(descriptions("[\(one)]").first?.contains("expected an object") == true)
    #expect(descriptions("{\"sample\": []}").first?.contains("did you mean 'samples'") == true)
  }

  @Test("Samples that are unusual but right are read like the others")
  func unusual() throws {
    let text = """
      {"value": -2, "unit": "K", "at": "2026-11-28T15:30:00+05:30", "metric": "température"}
      {"at": "2026-11-28T10:00:00Z", "labels": null, "metric": "m", "value": 18446744073709551616}
      """
    let samples = try read(text).get()
    #expect(samples.map(\.metric) == ["température", "m"])
    #expect(samples.map(\.value) == [-2, 0x1p64])
    #expect(samples[0].at == samples[1].at)
    #expect(samples.allSatisfy { $0.labels.isEmpty })
  }

  private func read(_ text: String) -> Result<[Sample], FormatFaults> {
    SampleBatch.decode(Array(text.utf8))
  }

  private func descriptions(_ text: String) -> [String] {
    switch read(text) {
    case .success: []
    case .failure(let faults): faults.faults.map(\.description)
    }
  }
}
