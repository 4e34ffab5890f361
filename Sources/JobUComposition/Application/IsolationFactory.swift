import Foundation
import JobUHandler
import JobUModel
import JobUWorker
import Logging

extension WorkerSettings {
    /// The children of a worker with these handlers; nil where none of them is isolated.
    /// - Throws: `StartError` for an unknown handler.
    func isolation(of handlers: HandlerRegistry, clock: any Clock<Duration>, logger: Logger) throws -> ProcessIsolation? {
        for name in isolated where handlers[name] == nil {
            let known = handlers.names.joined(separator: ", ")
            throw StartError.configuration(
                "worker.yaml: worker.isolated names '\(name)', but this program has no such handler; known: \(known)")
        }
        guard !isolated.isEmpty || handlers.names.contains(where: { handlers[$0]?.isolation.isProcess ?? false }) else { return nil }
        var pool = ChildPoolConfiguration()
        pool.sizeMax = poolSize
        pool.spare = isolation.spare
        pool.executionsMax = isolation.executionsPerProcess
        pool.memoryMax = isolation.recycleMemory << 20
        pool.idle = isolation.idle
        pool.killGrace = isolation.killGrace
        // A heartbeat is given every third of a lease: a worker that stands still from now on loses its runs after two thirds at the
        // earliest, and its children have ended themselves by then.
        pool.heartbeatTimeout = lease / 2
        let command = ChildCommand.again(arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
        do {
            let children = try ChildPool(pool, command: command, clock: clock, logger: logger)
            return ProcessIsolation(pool: children, names: Set(isolated), memoryLimit: isolation.memoryLimit.map { $0 << 20 })
        } catch {
            throw StartError.failure("isolated handlers cannot run: \(error)")
        }
    }
}
