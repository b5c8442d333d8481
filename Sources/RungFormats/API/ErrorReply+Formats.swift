extension ErrorReply.Fault {
  /// A fault of a body, as the API tells it: `line 3: value`, `milestones[0].at`.
  package init(_ fault: FormatFault) {
    let line = fault.line.map { ["line \($0)"] } ?? []
    let path = fault.path.isEmpty ? [] : [fault.path]
    self.init(at: (line + path).joined(separator: ": "), message: fault.message)
  }
}

extension APIJSON {
  /// What keeps bytes from being JSON, with its line and column; nil when they are JSON.
  package static func syntaxFault(in bytes: [UInt8]) -> ErrorReply.Fault? {
    do {
      _ = try JSONScanner.parse(bytes)
      return nil
    } catch {
      return ErrorReply.Fault(
        at: "line \(error.line)", message: "not JSON: \(error.message) (column \(error.column))")
    }
  }
}
