import Foundation
package import JobUModel

/// What a process says of itself, and how it ends when handlers will not.
package struct ProcessFacts: Sendable {
    package var host: String
    package var pid: Int32
    /// Ends the process at once. Called when handlers ignore their cancellation at shutdown and everything else is done.
    package var endNow: @Sendable ([ExecutionID]) -> Void

    package init(host: String, pid: Int32, endNow: @escaping @Sendable ([ExecutionID]) -> Void) {
        self.host = host
        self.pid = pid
        self.endNow = endNow
    }

    /// This process.
    package static func current(endNow: @escaping @Sendable ([ExecutionID]) -> Void) -> ProcessFacts {
        ProcessFacts(
            host: ProcessInfo.processInfo.hostName, pid: ProcessInfo.processInfo.processIdentifier, endNow: endNow)
    }
}
