import Foundation
import JobUComposition
import JobUDatabase
import JobUHandler
import JobUModel

extension Executable {
    /// All handlers that a worker of this program runs with these settings.
    /// - Throws: `StartError` where worker.yaml or what a handler declares cannot be followed.
    func registry(_ settings: JobUSettings, _ time: TimeSource) throws -> HandlerRegistry {
        let builtin = try BuiltinHandlers.list(settings.worker.builtin, environment: ProcessInfo.processInfo.environment, time: time)
        let registry: HandlerRegistry
        do {
            registry = try HandlerRegistry(
                JobHandlerList(handlers.handlers + builtin.handlers), middleware: middleware,
                hiding: SecretMask(settings.secrets.map { $0.reveal() }))
        } catch {
            throw StartError.configuration("\(error)")
        }
        try registry.checkOptions()
        return registry
    }
}
