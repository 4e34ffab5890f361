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
    /// - Throws: `StartError` for a handler nobody knows.
    func isolation(of handlers: HandlerRegistry, clock: any Clock<Duration>, logger: Logger) throws -> ProcessIsolation? {
        try checkIsolated(handlers)
        guard !isolated.isEmpty || handlers.names.contains(where: { handlers[$0]?.isolation.isProcess ?? false }) else { return nil }
        var pool = isolation.configuration
        pool.sizeMax = configuration.capacity
        // A sign of life is given every third of a lease: a worker that stands still from now on loses its runs after two thirds at the
        // earliest, and its children have ended themselves by then.
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
