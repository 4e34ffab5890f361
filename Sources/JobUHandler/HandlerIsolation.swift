/// Where a handler's executions run: in the worker's process or in a child process.
///
/// ```swift
/// struct Convert: JobHandler {
///     static let name = "convert"
///     static let isolation = HandlerIsolation.process(memoryLimitMegabytes: 512)
///     …
/// }
/// ```
public struct HandlerIsolation: Sendable, Equatable {
    /// Whether each execution has its own process while it runs.
    package let isProcess: Bool
    /// Bytes; nil for the worker's default.
    package let memoryLimit: Int?

    /// In the worker's own process: the fastest, but a trap in one execution ends the worker with all of its executions.
    public static let none = HandlerIsolation(isProcess: false, memoryLimit: nil)

    /// In a child process of the worker, one execution at a time: a trap, a hang or a leak ends only that execution.
    /// - Parameter memoryLimitMegabytes: MiB of memory the process can use before it is killed, at least 1; nil for
    ///   `isolation.memory_limit_mb` of worker.yaml, or no limit if that is not set.
    public static func process(memoryLimitMegabytes: Int? = nil) -> HandlerIsolation {
        // Clamped to a tebibyte, so that bytes do not overflow.
        HandlerIsolation(isProcess: true, memoryLimit: memoryLimitMegabytes.map { min(max($0, 1), 1 << 20) << 20 })
    }
}

extension JobHandler {
    /// In the worker's own process.
    public static var isolation: HandlerIsolation { .none }
}
