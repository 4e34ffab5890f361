import Foundation
package import JobUModel

/// The process's name for the store, and how it exits with stuck handlers.
package struct ProcessFacts: Sendable {
    package var host: String
    package var pid: Int32
    /// Exits at once. Called after the shutdown if handlers are stuck.
    package var endNow: @Sendable ([ExecutionID]) -> Void
    /// Exits at once with this code.
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
