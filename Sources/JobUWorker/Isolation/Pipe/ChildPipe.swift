import CJobUIsolation
import Foundation
import JobUModel
import Synchronization

/// The line to the worker, in the process of its child.
package final class ChildPipe: Sendable {
    /// Names the worker's process in the environment of a child.
    package static let variable = "JOBU_ISOLATED_CHILD"
    /// How its last words begin when it has lost its worker.
    package static let endsItself = "JobU child process exiting: "
    private static let inheritedDescriptor: Int32 = 3

    private let descriptor: Int32
    private let sending = Mutex(())
    /// Milliseconds without a word of the worker after which this process ends; 0 for never.
    private let silence = Atomic<Int32>(0)

    /// The pipe this process was started with; nil when it is no child process.
    /// - Throws: when the environment says so and it is not.
    package static func inherited(environment: [String: String]) throws -> ChildPipe? {
        guard let text = environment[variable] else { return nil }
        // Programs that handlers start are not children of this kind.
        unsetenv(variable)
        var kind: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard let parent = pid_t(text), getsockopt(inheritedDescriptor, SOL_SOCKET, SO_TYPE, &kind, &size) == 0 else {
            throw SystemError("\(variable) is set, but only a worker sets it for its child processes; unset it", code: EINVAL)
        }
        // Out of the way of handlers that close what they did not open, and of programs they start.
        let line = ChildPipe(try Descriptor.high(inheritedDescriptor, from: 100))
        if jobu_become_child(parent) != 0 { _exit(0) }
        yieldToWorker()
        return line
    }

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Asks the machine to end this process rather than the worker when memory runs out.
    private static func yieldToWorker() {
        let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, "500", 3)
        close(file)
    }

    /// Sends a message. Where the worker cannot be reached any more this process has no purpose, and ends.
    package func send(_ bytes: [UInt8]) {
        let isSent = sending.withLock { _ in
            var left = bytes[...]
            while !left.isEmpty {
                guard case .bytes(let count) = Descriptor.send(descriptor, left) else { return false }
                left = left.dropFirst(count)
            }
            return true
        }
        if !isSent { Self.endWithSession("worker unreachable") }
    }

    /// From now on the worker's silence ends this process; nil for no matter how long.
    package func endAfterMissedHeartbeats(of duration: Duration?) {
        silence.store(duration.map { Int32(clamping: max(1, $0.microseconds / 1_000)) } ?? 0, ordering: .relaxed)
    }

    /// Whether programs that a handler has started are still there.
    package static var hasLeftovers: Bool { jobu_has_children() != 0 }

    /// Lets this process map so many bytes of data more than now; nil for no limit.
    package static func limitMemory(to bytes: Int?) {
        // The stacks of threads count too, of which there may be one for each processor yet to come.
        let stacks = ProcessInfo.processInfo.activeProcessorCount * (8 << 20)
        let mapped = ProcessMemory(of: "self")?.mapped ?? 0
        jobu_limit_memory(bytes.map { UInt64(mapped + $0 + stacks) } ?? .max)
    }

    /// Listens on a thread of its own, which no handler can keep busy. The end of the pipe ends this process.
    /// - Parameter receive: called with each message but the beats.
    package func listen(_ receive: @escaping @Sendable (Frame) throws -> Void) {
        let thread = Thread { [self] in
            var decoder = FrameDecoder()
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
            while true {
                let limit = silence.load(ordering: .relaxed)
                var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let ready = poll(&polled, 1, limit == 0 ? -1 : limit)
                if ready < 0, errno == EINTR { continue }
                if ready == 0 {
                    // The worker stands still: its lease may have expired, and another worker may run the execution.
                    if silence.load(ordering: .relaxed) > 0 { Self.endWithSession("no heartbeat from the worker for \(limit) ms") }
                    continue
                }
                guard case .bytes(let count) = Descriptor.read(descriptor, into: buffer) else { break }
                decoder.append(buffer.prefix(count))
                do {
                    while let frame = try decoder.next() {
                        if frame.kind != .beat { try receive(frame) }
                    }
                } catch {
                    FileHandle.standardError.write(Data("unreadable message from the worker: \(error)\n".utf8))
                    break
                }
            }
            if silence.load(ordering: .relaxed) == 0 { _exit(0) }
            Self.endWithSession("the pipe to the worker is closed")
        }
        thread.name = "jobu.line"
        thread.start()
    }

    private static func endWithSession(_ why: String) -> Never {
        // Nobody may be there to read it, and nothing may wait for that.
        _ = fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK)
        Array("\(endsItself)\(why)\n".utf8).withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
        jobu_end_session()
        _exit(1)
    }
}
