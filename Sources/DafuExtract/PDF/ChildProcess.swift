import Glibc
import Synchronization

/// Runs a program on bytes, with bounds on time and output; it inherits nothing but its standard streams.
enum ChildProcess {
  /// How a run ended.
  enum Outcome {
    /// It ended by itself: what it printed, and whether its status was 0.
    case ended(output: [UInt8], succeeded: Bool)
    /// A signal ended it: it crashed, or reached a limit that it set itself.
    case crashed
    /// It ran longer than it may.
    case timedOut
    /// It printed more than it may.
    case tooMuch
    /// The system could not start it.
    case notStarted
  }

  /// Runs `path` with arguments, the bytes as its standard input.
  static func run(
    _ path: String, _ arguments: [String] = [], input: [UInt8], seconds: Int, outputLimit: Int,
    environment: [String] = ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"]
  ) -> Outcome {
    guard let (child, descriptor) = start(path, arguments, environment: environment, input: input) else {
      return .notStarted
    }
    defer { close(descriptor) }
    let (output, stop) = collect(descriptor, seconds: seconds, limit: outputLimit)
    if stop != nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    if let stop { return stop }
    // The low seven bits are the signal that ended it.
    guard status & 0x7F == 0 else { return .crashed }
    return .ended(output: output, succeeded: status >> 8 & 0xFF == 0)
  }

  /// One at a time: a child that is started while another one's pipe is open to inheritance would keep it open.
  private static let starting = Mutex<Void>(())

  private static func start(
    _ path: String, _ arguments: [String], environment: [String], input: [UInt8]
  ) -> (child: pid_t, output: Int32)? {
    // A file without a name: the child reads it at its own pace, and nobody waits for anybody.
    guard let file = tmpfile() else { return nil }
    defer { fclose(file) }
    guard fwrite(input, 1, input.count, file) == input.count, fflush(file) == 0, fseek(file, 0, SEEK_SET) == 0 else {
      return nil
    }
    return starting.withLock { _ in
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return nil }
      for descriptor in ends + [fileno(file)] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      let child = spawn(path, arguments, environment: environment, input: fileno(file), output: ends[1])
      close(ends[1])
      guard let child else {
        close(ends[0])
        return nil
      }
      return (child, ends[0])
    }
  }

  private static func spawn(
    _ path: String, _ arguments: [String], environment: [String], input: Int32, output: Int32
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var texts = ([path] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in texts + variables { free(text) } }
    var child: pid_t = 0
    return posix_spawn(&child, path, &actions, nil, &texts, &variables) == 0 ? child : nil
  }

  /// Reads until the other end is closed, the time is over, or there is too much.
  private static func collect(_ descriptor: Int32, seconds: Int, limit: Int) -> ([UInt8], Outcome?) {
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    let deadline = now() + seconds * 1000
    while true {
      let left = deadline - now()
      guard left > 0 else { return ([], .timedOut) }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(clamping: left))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return ([], .timedOut) }
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return (output, nil) }
      output += chunk[..<count]
      guard output.count <= limit else { return ([], .tooMuch) }
    }
  }

  /// Milliseconds of a clock that is never set.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
