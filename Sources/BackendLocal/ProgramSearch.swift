import Glibc

/// Where a command's program is looked up.
struct ProgramSearch: Hashable, Sendable {
  /// Folders in order: the daemon's own first, then those of `PATH`.
  var folders: [String]

  init(programFolder: String?, path: String?) {
    let listed = (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    folders = (programFolder.map { [$0] } ?? []) + listed
  }

  /// The absolute path of a program, or why there is none, with the remedy.
  func find(_ name: String) -> Result<String, ProgramMissing> {
    guard !name.isEmpty else {
      return .failure(ProgramMissing(message: "the pool's command is empty; name a program"))
    }
    if name.hasPrefix("/") {
      return isExecutable(name)
        ? .success(name)
        : .failure(
          ProgramMissing(
            message: "\(name) is missing or not executable; correct the pool's command"))
    }
    if let folder = folders.first(where: { isExecutable("\($0)/\(name)") }) {
      return .success("\(folder)/\(name)")
    }
    return .failure(
      ProgramMissing(
        message: "no program \(name) in \(folders.joined(separator: ":")); "
          + "install it or give its absolute path in the pool's command"))
  }

  private func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return access(path, X_OK) == 0 && stat(path, &status) == 0
      && status.st_mode & S_IFMT == S_IFREG
  }
}

/// A program that cannot be found.
struct ProgramMissing: Error, Hashable, Sendable {
  var message: String
}
