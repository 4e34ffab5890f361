/// Where the executions of a handler happen.
///
/// ```swift
/// struct Convert: JobHandler {
///     static let name = "convert"
///     static let isolation = HandlerIsolation.process(memoryLimitMegabytes: 512)
///     …
/// }
/// ```
public struct HandlerIsolation: Sendable, Equatable {
    /// Whether each execution has a process of its own for as long as it lasts.
    package let isProcess: Bool
    /// Bytes; nil for the worker's default.
    package let memoryLimit: Int?

    /// In the worker's own process: the quickest, and a trap in one execution ends the worker with all of them.
    public static let none = HandlerIsolation(isProcess: false, memoryLimit: nil)

    /// In a child process of the worker, one execution at a time: a trap, a hang or a leak ends that execution alone.
    /// - Parameter memoryLimitMegabytes: MiB of memory the execution may use before its process is killed, at least 1; nil for
    ///   `isolation.memory_limit_mb` of worker.yaml, and for no limit where that is not set.
    public static func process(memoryLimitMegabytes: Int? = nil) -> HandlerIsolation {
        // Beyond a tebibyte is the same as no limit that matters, and does not overflow.
        HandlerIsolation(isProcess: true, memoryLimit: memoryLimitMegabytes.map { min(max($0, 1), 1 << 20) << 20 })
    }
}

extension JobHandler {
    /// In the worker's own process.
    public static var isolation: HandlerIsolation { .none }
}
