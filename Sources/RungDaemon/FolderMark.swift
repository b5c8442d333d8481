import Glibc

/// A cheap text that changes when a folder's files do: name, size, inode and time of change.
///
/// The inode catches a file replaced by one of the same size within the same second.
package enum FolderMark {
  /// The mark of the files in a folder whose names end in one of `endings`; links are followed.
  ///
  /// A folder that cannot be read gives `missing: ` and the reason, so that its disappearance and
  /// return count as changes too.
  /// - Complexity: O(n log n) in files.
  package static func of(folder: String, endings: [String] = [".yaml", ".yml"]) -> String {
    guard let directory = opendir(folder) else { return "missing: \(errno)" }
    defer { closedir(directory) }
    var lines: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard !name.hasPrefix("."), endings.contains(where: name.hasSuffix) else { continue }
      lines.append(mark(path: "\(folder)/\(name)", name: name))
    }
    return lines.sorted().joined(separator: "\n")
  }

  private static func mark(path: String, name: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "\(name) unreadable \(errno)" }
    let changed = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    return "\(name) \(status.st_size) \(status.st_ino) \(changed)"
  }
}
