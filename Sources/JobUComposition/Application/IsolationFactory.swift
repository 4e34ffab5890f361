import Foundation
import JobUHandler
import JobUModel
import JobUWorker
import Logging

extension WorkerSettings {
    /// - Throws: `StartError` for a name in `isolated` that is no handler of this program.
    func checkIsolated(_ handlers: HandlerRegistry) throws {
        for name in isolated where handlers[name] == nil {
            let known = handlers.names.joined(separator: ", ")
            throw StartError.configuration(
                "worker.yaml: worker.isolated names '\(name)', but this program has no such handler; known: \(known)")
        }
    }

    /// The children of a worker with these handlers; nil where none of them is isolated.
    /// - Throws: `StartError` for an unknown handler.
    func isolation(of handlers: HandlerRegistry, clock: any Clock<Duration>, logger: Logger) throws -> ProcessIsolation? {
        try checkIsolated(handlers)
        guard !isolated.isEmpty || handlers.names.contains(where: { handlers[$0]?.isolation.isProcess ?? false }) else { return nil }
        var pool = isolation.configuration
        pool.sizeMax = configuration.capacity
        // A heartbeat is sent every third of a lease: a worker that stands still from now on loses its executions after two thirds of
        // it at the earliest, and its children have exited by then.
        pool.heartbeatTimeout = configuration.leaseDuration / 2
        let command = ChildCommand.again(arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
        do {
            let children = try ChildPool(pool, command: command, clock: clock, logger: logger)
            return ProcessIsolation(pool: children, names: Set(isolated), memoryLimit: isolation.memoryLimit)
        } catch {
            throw StartError.failure("isolated handlers cannot run: \(error)")
        }
    }
}
