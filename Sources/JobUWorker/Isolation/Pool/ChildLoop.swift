import Foundation
import JobUModel
import Logging

/// The one thread that starts children, listens to all of them and sees them end. Everything here belongs to it.
final class ChildLoop {
    let configuration: ChildPoolConfiguration
    let command: ChildCommand
    let queue: CommandQueue
    let stopwatch: Stopwatch
    let logger: Logger
    var state: ChildPoolState
    var children: [Int: ChildProcess] = [:]
    /// Those that wait for a child, and those that have one.
    var calls: [ObjectIdentifier: any ChildCall] = [:]
    var isClosed = false
    /// Why a child could not be started the last time.
    var lastFailure = "no child process could be started"
    var nextWatch: Duration?
    var nextBeat: Duration?
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)

    init(_ configuration: ChildPoolConfiguration, _ command: ChildCommand, _ queue: CommandQueue, _ stopwatch: Stopwatch, _ logger: Logger)
    {
        self.configuration = configuration
        self.command = command
        self.queue = queue
        self.stopwatch = stopwatch
        self.logger = logger
        state = ChildPoolState(configuration)
    }

    deinit {
        buffer.deallocate()
    }

    /// Works until it is closed and every child has ended.
    func run() {
        perform(state.open())
        while true {
            for command in queue.take() { obey(command) }
            watch()
            if isClosed, children.isEmpty { return }
            waitAndListen()
        }
    }

    private func obey(_ command: CommandQueue.Command) {
        switch command {
        case .submit(let call):
            calls[ObjectIdentifier(call)] = call
            perform(state.ask(ObjectIdentifier(call)))
        case .cancel(let call):
            if withdraw(call) { return }
            child(of: call)?.send(Self.cancelMessage)
        case .kill(let call, let grace):
            if withdraw(call) { return }
            if let child = child(of: call) { condemn(child, .asked, grace: grace) }
        case .close:
            isClosed = true
            perform(state.close())
            for child in children.values {
                if child.call == nil { dismiss(child) } else { condemn(child, .asked, grace: .zero) }
            }
        }
    }

    private static let cancelMessage = bare(.cancel)
    static let beatMessage = bare(.beat)

    private static func bare(_ kind: Frame.Kind) -> [UInt8] {
        do { return try Frame(kind).encoded() } catch {
            preconditionFailure("an empty payload is never too long: \(error)")
        }
    }

    /// A call that has no child yet ends at once.
    private func withdraw(_ call: any ChildCall) -> Bool {
        guard state.withdraw(ObjectIdentifier(call)) else { return false }
        calls[ObjectIdentifier(call)] = nil
        call.end(ChildExit(.withdrawn))
        return true
    }

    private func child(of call: any ChildCall) -> ChildProcess? {
        children.values.first { $0.call === call }
    }

    // MARK: - Waiting

    private func waitAndListen() {
        var polled = [pollfd(fd: queue.descriptor, events: Int16(POLLIN), revents: 0)]
        var owners: [(id: Int, channel: ChildProcess.Channel)] = [(0, .exit)]
        for (id, child) in children {
            // Ends first: what a dead child has left is read with its end.
            for channel in ChildProcess.Channel.allCases where child.descriptor(channel) >= 0 {
                let writing = channel == .line && child.wantsToWrite ? Int16(POLLOUT) : 0
                polled.append(pollfd(fd: child.descriptor(channel), events: Int16(POLLIN) | writing, revents: 0))
                owners.append((id, channel))
            }
        }
        guard poll(&polled, nfds_t(polled.count), timeout()) > 0 else { return }
        for (entry, owner) in zip(polled, owners).dropFirst() where entry.revents != 0 {
            // What came before may have closed it.
            guard let child = children[owner.id], child.descriptor(owner.channel) == entry.fd else { continue }
            if entry.revents & Int16(POLLOUT) != 0 { child.flush() }
            if entry.revents & ~Int16(POLLOUT) != 0 { listen(to: child, owner.id, owner.channel) }
        }
    }

    /// Milliseconds until something is due; -1 for never.
    private func timeout() -> Int32 {
        guard let due = nextDue else { return -1 }
        let left = due - stopwatch.elapsed
        return left <= .zero ? 0 : Int32(min(left.microseconds / 1_000 + 1, 3_600_000))
    }

    private func listen(to child: ChildProcess, _ id: Int, _ channel: ChildProcess.Channel) {
        switch channel {
        case .exit: seeEnd(of: child, id)
        case .line: readLine(of: child, id)
        case .stdout: readOutput(of: child, .stdout)
        case .stderr: readOutput(of: child, .stderr)
        }
    }
}
