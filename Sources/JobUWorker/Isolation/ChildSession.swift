import JobUModel
import Synchronization

/// The child's side of the pipe: the execution it runs, and the messages about it.
final class ChildSession: Sendable {
    private let line: ChildPipe
    private let messages = Inbox<ExecuteMessage>()
    private let current = Mutex<ExecutionControl?>(nil)

    init(_ line: ChildPipe) {
        self.line = line
    }

    /// Begins to listen, and reports that it is ready.
    func open() throws {
        line.listen { [self] frame in try receive(frame) }
        line.send(try Frame(.ready).encoded())
    }

    /// Waits for the next execution.
    func next() async -> (message: ExecuteMessage, control: ExecutionControl)? {
        guard let message = await messages.take(limit: 1)?.first, let control = current.withLock(\.self) else { return nil }
        return (message, control)
    }

    private func receive(_ frame: Frame) throws {
        switch frame.kind {
        case .execution:
            let message = try frame.decode(ExecuteMessage.self)
            line.endAfterMissedHeartbeats(of: .milliseconds(message.heartbeatTimeoutMilliseconds))
            // Set here, in the order in which messages come: the next one may be this execution's cancellation.
            current.withLock { $0 = ExecutionControl(message.execution.lease.executionID) }
            messages.put(message)
        case .cancel: current.withLock(\.self)?.stop(.cancelRequested)
        case .beat, .ready, .log, .progress, .completed, .ended: throw UnexpectedMessage(kind: frame.kind)
        }
    }

    /// Sends the messages of one execution: after its end nothing of it is sent any more, whatever it left behind.
    final class Channel: Sendable {
        private let line: ChildPipe
        private let isOver = Mutex(false)

        fileprivate init(_ line: ChildPipe) {
            self.line = line
        }

        func send(_ frame: Frame) throws {
            let bytes = try frame.encoded()
            isOver.withLock { isOver in
                if !isOver { line.send(bytes) }
            }
        }

        func end(with frame: Frame) throws {
            let bytes = try frame.encoded()
            isOver.withLock { isOver in
                isOver = true
                line.endAfterMissedHeartbeats(of: nil)
                line.send(bytes)
            }
        }
    }

    func channel() -> Channel { Channel(line) }
}
