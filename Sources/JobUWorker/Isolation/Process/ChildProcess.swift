import CJobUIsolation
import Foundation

/// A child of this process with its line, its output and its exit, as the pool's thread sees it. Belongs to that thread.
final class ChildProcess {
    enum Channel: CaseIterable { case exit, line, stdout, stderr }

    /// What happens when.
    struct Sentence {
        var killAt: Duration
        var verdict: ChildExit.Verdict?
        /// SIGKILL was sent.
        var isCarriedOut = false
    }

    let pid: pid_t
    let startedAt: Duration
    /// -1 where it is closed.
    private(set) var descriptors: [Channel: Int32]
    /// Whether it can take a call.
    var isReady = false
    var decoder = FrameDecoder()
    private var outbox: ArraySlice<UInt8> = []
    /// The call it works on.
    var call: (any ChildCall)?
    var sentence: Sentence?
    /// The most memory of its own that was seen, and what it shared then.
    var memory: ProcessMemory?
    /// Standard output or error is closed, and what is opened next there would not be meant for us.
    private(set) var isMuted = false
    /// The end of what it wrote without a call.
    var idleOutput = OutputLines(sizeMax: 0)

    /// Starts the program. To be called on a thread that outlives the child: the kernel takes the end of that thread for the parent's.
    /// - Throws: `SystemError`.
    init(_ command: ChildCommand, at now: Duration) throws {
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { throw SystemError("/dev/null") }
        opened.append(try Descriptor.high(null))
        var kept: [Channel: Int32] = [:]
        do {
            let line = try Descriptor.line()
            opened.append(line.child)
            kept[.line] = line.worker
            for channel in [Channel.stdout, .stderr] {
                let pipe = try Descriptor.pipe()
                opened.append(pipe.writing)
                kept[channel] = pipe.reading
            }
            let theirs = [opened[0], opened[2], opened[3], opened[1]]
            pid = try Self.spawn(command, theirs)
        } catch {
            for descriptor in kept.values { close(descriptor) }
            throw error
        }
        let exit = jobu_exit_watch(pid)
        if exit < 0 {
            // Without it the end of the process would go unnoticed.
            let error = SystemError("pidfd_open")
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
            for descriptor in kept.values { close(descriptor) }
            throw error
        }
        kept[.exit] = exit
        descriptors = kept
        startedAt = now
    }

    private static func spawn(_ command: ChildCommand, _ descriptors: [Int32]) throws -> pid_t {
        var pid: pid_t = 0
        let environment = command.environment.map { "\($0)=\($1)" } + ["\(ChildPipe.variable)=\(getpid())"]
        let error = CStrings.with(command.arguments) { arguments in
            CStrings.with(environment) { environment in
                jobu_spawn(&pid, command.path, arguments, environment, descriptors)
            }
        }
        guard error == 0 else { throw SystemError(command.path, code: error) }
        return pid
    }

    func descriptor(_ channel: Channel) -> Int32 { descriptors[channel] ?? -1 }

    var wantsToWrite: Bool { !outbox.isEmpty && descriptor(.line) >= 0 }

    /// Puts a message on the line; what does not fit now goes when it can.
    func send(_ bytes: [UInt8]) {
        outbox += bytes
        flush()
    }

    func flush() {
        while !outbox.isEmpty, descriptor(.line) >= 0 {
            switch Descriptor.send(descriptor(.line), outbox) {
            case .bytes(let count): outbox = outbox.dropFirst(count)
            case .later: return
            case .closed: outbox = []  // Its end, or the end of its pipe, shows when it is read.
            }
        }
        if outbox.isEmpty { outbox = [] }
    }

    func shut(_ channel: Channel) {
        guard descriptor(channel) >= 0 else { return }
        close(descriptor(channel))
        descriptors[channel] = -1
        if channel == .stdout || channel == .stderr { isMuted = true }
    }

    /// Reaches the programs it has started too.
    func signalSession(_ signal: Int32) {
        jobu_signal_session(pid, signal, 0)
    }

    /// Collects a process that has ended, and ends what it has started and left.
    func reap() -> (exit: ChildExit.Exit, peak: Int) {
        // Before it is collected: until then no other process can have its number.
        signalSession(SIGKILL)
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        return (ChildExit.Exit(waitStatus: status), usage.ru_maxrss << 10)
    }

    func closeAll() {
        for channel in Channel.allCases { shut(channel) }
    }
}
