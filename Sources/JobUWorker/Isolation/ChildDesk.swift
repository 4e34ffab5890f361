import JobUIsolation
import JobUModel
import Synchronization

/// The run a child has, and its way to tell the worker of it.
final class ChildDesk: Sendable {
    private let line: ChildLine
    private let orders = Inbox<RunOrder>()
    private let current = Mutex<RunControl?>(nil)

    init(_ line: ChildLine) {
        self.line = line
    }

    /// Begins to listen, and says that a run may come.
    func open() throws {
        line.listen { [self] frame in try receive(frame) }
        line.send(try Frame(.ready).encoded())
    }

    /// Waits for the next run.
    func next() async -> (order: RunOrder, control: RunControl)? {
        guard let order = await orders.take(limit: 1)?.first, let control = current.withLock(\.self) else { return nil }
        return (order, control)
    }

    private func receive(_ frame: Frame) throws {
        switch frame.kind {
        case .run:
            let order = try frame.decode(RunOrder.self)
            line.endsAfterSilence(of: .milliseconds(order.silenceMilliseconds))
            // Set here, in the order in which messages come: the next one may be this run's cancellation.
            current.withLock { $0 = RunControl(order.run.lease.executionID) }
            orders.put(order)
        case .cancel: current.withLock(\.self)?.stop(.cancelRequested)
        case .beat, .ready, .log, .progress, .completed, .ended: throw UnexpectedMessage(kind: frame.kind)
        }
    }

    /// What belongs to one run: after its ending nothing of it is sent any more, whatever it may have left behind.
    final class Voice: Sendable {
        private let line: ChildLine
        private let isOver = Mutex(false)

        fileprivate init(_ line: ChildLine) {
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
                line.endsAfterSilence(of: nil)
                line.send(bytes)
            }
        }
    }

    func voice() -> Voice { Voice(line) }
}
