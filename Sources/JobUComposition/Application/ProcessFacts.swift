import Foundation
package import JobUModel

/// What a process says of itself, and how it ends when handlers will not.
package struct ProcessFacts: Sendable {
    package var host: String
    package var pid: Int32
    /// Ends the process at once. Called when handlers ignore their cancellation at shutdown and everything else is done.
    package var endNow: @Sendable ([ExecutionID]) -> Void
    /// Ends the process at once with this exit code, whatever it is doing.
    package var quit: @Sendable (_ code: Int32) -> Void

    package init(
        host: String, pid: Int32, endNow: @escaping @Sendable ([ExecutionID]) -> Void,
        quit: @escaping @Sendable (_ code: Int32) -> Void = { _exit($0) }
    ) {
        self.host = host
        self.pid = pid
        self.endNow = endNow
        self.quit = quit
    }

    /// This process.
    package static func current(endNow: @escaping @Sendable ([ExecutionID]) -> Void) -> ProcessFacts {
        ProcessFacts(
            host: ProcessInfo.processInfo.hostName, pid: ProcessInfo.processInfo.processIdentifier, endNow: endNow)
    }
}
