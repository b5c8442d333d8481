import Foundation
import Testing

/// What a machine can see of the house's style. Each message says what to do instead.
@Suite struct HouseRuleTests {
  struct Rule: Sendable {
    var text: String
    var instead: String
    /// Targets it holds for; empty for all.
    var targets: Set<String> = []
    /// Files that may, each for the reason that stands in the file beside the use.
    var allowed: Set<String> = []
  }

  static let core: Set<String> = ["RungModel", "RungCore", "CurveGenerator", "RungSimulation"]

  static let rules: [Rule] = [
    Rule(text: "try?", instead: "handle the error or let it through"),
    Rule(text: "Task {", instead: "a task group inside `Service.run`"),
    Rule(text: "Task.detached", instead: "a task group inside `Service.run`"),
    Rule(
      text: "@unchecked Sendable", instead: "a value, an actor, or a lock",
      allowed: ["Sources/CurlTransport/CurlLoop.swift"]),
    Rule(text: "nonisolated(unsafe)", instead: "a value, an actor, or a lock"),
    Rule(text: "fatalError(", instead: "`preconditionFailure` with the state in its message"),
    Rule(text: "Thread.sleep", instead: "the clock's own sleep"),
    Rule(text: "TODO", instead: "do it, or say in the docs that it is not there"),
    Rule(text: "FIXME", instead: "mend it"),
    Rule(text: "Date(", instead: "`now`, which is an argument", targets: core),
    Rule(text: ".random(", instead: "a seeded generator that is an argument", targets: core),
    Rule(text: " async ", instead: "a synchronous value: the core never waits", targets: core),
    Rule(text: "await ", instead: "a synchronous value: the core never waits", targets: core),
  ]

  @Test(arguments: rules.indices)
  func forbidden(index: Int) throws {
    let rule = Self.rules[index]
    for file in try SourceTree.files(below: "Sources") {
      guard rule.targets.isEmpty || rule.targets.contains(file.target),
        !rule.allowed.contains(file.path)
      else { continue }
      for (number, line) in file.lines.enumerated()
      where Self.uses(rule.text, in: SourceTree.code(line)) {
        Issue.record("\(file.path):\(number + 1) has `\(rule.text)`; instead: \(rule.instead)")
      }
    }
  }

  /// Whether a line has the text as a word of its own: `Entry?` has no `try?`.
  static func uses(_ text: String, in line: String) -> Bool {
    var rest = Substring(line)
    while let range = rest.range(of: text) {
      let before =
        range.lowerBound > line.startIndex
        ? line[line.index(before: range.lowerBound)] : " "
      let isWord = text.first?.isLetter == true && (before.isLetter || before.isNumber)
      if !isWord { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  @Test func wordsAreToldApart() {
    #expect(Self.uses("try?", in: "let a = try? b()"))
    #expect(!Self.uses("try?", in: "let a: Entry? = nil"))
    #expect(!Self.uses("Task {", in: "group.addTask { 1 }"))
  }

  @Test func filesStaySmall() throws {
    for folder in ["Sources", "Tests"] {
      for file in try SourceTree.files(below: folder) {
        // The OpenAPI document is text, not code.
        guard !file.path.contains("/OpenAPI/") else { continue }
        #expect(
          file.lines.count <= 400,
          "\(file.path) has \(file.lines.count) lines: which ideas are in it?")
      }
    }
  }

  @Test func everyTargetOpensWithItsPage() throws {
    for target in ArrowTests.arrows.keys.sorted() {
      let files = try SourceTree.files(below: "Sources/\(target)")
      let page = files.first { $0.path == "Sources/\(target)/\(target).swift" }
      let opening = page?.lines.first ?? ""
      #expect(
        opening.hasPrefix("// \(target):"),
        "Sources/\(target)/\(target).swift must open with `// \(target): …`, its purpose")
    }
  }

  @Test func testsNeverSleep() throws {
    for file in try SourceTree.files(below: "Tests") where file.target != "TidyTests" {
      for (number, line) in file.lines.enumerated() {
        let code = SourceTree.code(line)
        let sleeps = code.contains("Task.sleep(") || code.contains("usleep(")
        #expect(
          !sleeps || line.contains("poll"),
          "\(file.path):\(number + 1) sleeps: poll with a bound, and say so on the line")
      }
    }
  }
}
