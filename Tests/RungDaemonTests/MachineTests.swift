import FoundationEssentials
import Glibc
import RungDaemon
import Testing

@Suite("The machine around it")
struct MachineTests {
  private static func temporaryFolder() throws -> String {
    var template = Array("/tmp/rung-daemon-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    try #require(made)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test("systemd hears the state as one datagram")
  func notice() throws {
    let folder = try Self.temporaryFolder()
    defer { rmdir(folder) }
    let path = folder + "/notify"
    let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    try #require(listener >= 0)
    defer {
      close(listener)
      unlink(path)
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
    #expect(SupervisorNotice(path: path).send("READY=1"))
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = recv(listener, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "READY=1")
  }

  @Test("without a socket, or with one that is gone or too long, nothing is sent")
  func noNotice() {
    #expect(!SupervisorNotice(path: nil).send("READY=1"))
    #expect(!SupervisorNotice(path: "/tmp/rung-no-such-socket").send("READY=1"))
    let long = "/" + String(repeating: "x", count: 200)
    #expect(!SupervisorNotice(path: long).send("READY=1"))
  }

  @Test("a folder's mark changes with its ladder files and with nothing else")
  func folderMark() throws {
    let folder = try Self.temporaryFolder()
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: folder) } }
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
    }
    let empty = FolderMark.of(folder: folder)
    #expect(empty.isEmpty)
    try write("playback.yaml", "service: playback")
    let first = FolderMark.of(folder: folder)
    #expect(first.hasPrefix("playback.yaml 17 "))
    #expect(FolderMark.of(folder: folder) == first)
    try write("notes.txt", "not a ladder")
    try write(".playback.yaml.swp", "an editor's")
    #expect(FolderMark.of(folder: folder) == first)
    try write("playback.yaml", "service: playbacc")
    #expect(FolderMark.of(folder: folder) != first, "replaced by rename: another inode")
    #expect(FolderMark.of(folder: folder + "/gone").hasPrefix("missing: "))
  }
}
