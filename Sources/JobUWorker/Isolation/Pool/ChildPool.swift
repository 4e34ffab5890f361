import Foundation
import JobUModel
package import Logging

/// Child processes that are kept ready; each runs one execution at a time.
package final class ChildPool: Sendable {
    package let configuration: ChildPoolConfiguration
    private let command: ChildCommand
    private let stopwatch: Stopwatch
    private let logger: Logger
    private let queue: CommandQueue

    /// Starts nothing yet.
    /// - Throws: when the system has no pipe left.
    package init(
        _ configuration: ChildPoolConfiguration, command: ChildCommand, clock: any Clock<Duration>, logger: Logger
    ) throws {
        self.configuration = configuration
        self.command = command
        self.stopwatch = Stopwatch(clock)
        self.logger = logger
        queue = try CommandQueue()
    }

    /// Keeps the children until the task is cancelled; returns when all of them have ended.
    package func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { ended in
                let thread = Thread { [configuration, command, queue, stopwatch, logger] in
                    ChildLoop(configuration, command, queue, stopwatch, logger).run()
                    ended.resume()
                }
                thread.name = "jobu.children"
                thread.start()
            }
        } onCancel: {
            queue.put(.close)
        }
    }

    /// Gives a call to a child as soon as one is free. The call receives what happens.
    package func submit(_ call: any ChildCall) { queue.put(.submit(call)) }

    /// Cancels the task of a call, or withdraws one that has no child yet.
    package func cancel(_ call: any ChildCall) { queue.put(.cancel(call)) }

    /// Ends the child of a call, and everything that child has started.
    /// - Parameter grace: nil for the configured one.
    package func kill(_ call: any ChildCall, grace: Duration? = nil) {
        queue.put(.kill(call, grace: grace ?? configuration.killGrace))
    }
}
