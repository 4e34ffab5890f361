import Foundation
import Synchronization

/// What others want of the pool's thread, with a bell that wakes it from waiting for descriptors.
final class CommandQueue: Sendable {
    enum Command: Sendable {
        case submit(any ChildCall)
        case cancel(any ChildCall)
        /// Ends the call's child: SIGTERM, and SIGKILL after the grace.
        case kill(any ChildCall, grace: Duration)
        case close
    }

    private let commands = Mutex<[Command]>([])
    private let wakePipe: (reading: Int32, writing: Int32)

    init() throws {
        wakePipe = try Descriptor.pipe()
        _ = fcntl(wakePipe.writing, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(wakePipe.reading)
        close(wakePipe.writing)
    }

    /// Can be read when there are commands.
    var descriptor: Int32 { wakePipe.reading }

    func put(_ command: Command) {
        let isFirst = commands.withLock { commands in
            commands.append(command)
            return commands.count == 1
        }
        guard isFirst else { return }
        // A full pipe wakes as well as one more byte.
        withUnsafeBytes(of: UInt8(1)) { _ = write(wakePipe.writing, $0.baseAddress, 1) }
    }

    func take() -> [Command] {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            while case .bytes = Descriptor.read(wakePipe.reading, into: buffer) {}
        }
        return commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }
}
