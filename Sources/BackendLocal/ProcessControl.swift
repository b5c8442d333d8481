import CSpawn
import Glibc

/// What it takes to start one process.
struct ProcessStart: Sendable {
  /// Absolute path.
  var program: String
  /// Without the program itself.
  var arguments: [String]
  var environment: [String: String]
  var workingDirectory: String
  /// Opened for append as output and error.
  var logFile: String
}

/// Starting, watching and ending processes that live longer than the daemon.
///
/// `posix_spawn` in a session of its own, not a subprocess library: those tie a child's life to
/// the scope that started it, and these children must survive their parent.
enum ProcessControl {
  /// Starts a process. Returns once it runs its own program.
  ///
  /// - Parameter lock: a close-on-exec descriptor that the child holds until its exec.
  /// - Returns: its id, or the errno of what failed.
  static func start(_ start: ProcessStart, lock: Int32) -> Result<Int32, SpawnFailure> {
    let arguments = [start.program] + start.arguments
    let environment = start.environment.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }
    var pid: pid_t = 0
    let error = withCStrings(arguments) { arguments in
      withCStrings(environment) { environment in
        rung_spawn(
          start.program, arguments, environment, start.workingDirectory, start.logFile, lock,
          &pid)
      }
    }
    return error == 0 ? .success(pid) : .failure(SpawnFailure(errno: error))
  }

  /// How a process of ours fares. A dead child's group is killed before the child is reaped,
  /// because from then on its id may be anyone's.
  static func state(of identity: ProcessIdentity, in table: ProcessTable) -> ProcessState {
    var info = siginfo_t()
    let peeked = waitid(P_PID, id_t(identity.pid), &info, WEXITED | WNOHANG | WNOWAIT)
    if peeked != 0 {
      // Not our child: started by a daemon before this one.
      return table.isAlive(identity) ? .running(isChild: false) : .exited("it is gone")
    }
    guard info.si_signo != 0 else { return .running(isChild: true) }
    kill(-identity.pid, SIGKILL)
    var status: Int32 = 0
    waitpid(identity.pid, &status, 0)
    return .exited(describe(status))
  }

  /// Signals the whole group of a process that leads it; a process that is gone is left alone.
  static func signalGroup(_ signal: Int32, of identity: ProcessIdentity, in table: ProcessTable) {
    if table.isLeader(identity) {
      kill(-identity.pid, signal)
    } else if table.isAlive(identity) {
      kill(identity.pid, signal)
    }
  }

  private static func describe(_ status: Int32) -> String {
    // The layout of a wait status: the low seven bits are the signal, the next byte the code.
    let signal = status & 0x7f
    return signal == 0 ? "exit code \((status >> 8) & 0xff)" : "killed by signal \(signal)"
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }
}

/// Whether a process runs.
enum ProcessState: Hashable, Sendable {
  case running(isChild: Bool)
  /// In words: `exit code 1`, `killed by signal 9`.
  case exited(String)
}

/// Why a process could not be started.
struct SpawnFailure: Error, Hashable, Sendable {
  var errno: Int32

  /// The system's words.
  var text: String { String(cString: strerror(errno)) }
}
