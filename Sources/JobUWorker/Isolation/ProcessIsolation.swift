import JobUHandler

/// Which handlers of a worker run in child processes, and how.
package struct ProcessIsolation: Sendable {
    let pool: ChildPool
    /// Handlers that are isolated although they do not declare it.
    private let names: Set<String>
    /// Bytes, for handlers that declare none; nil for no limit.
    private let memoryLimit: Int?

    package init(pool: ChildPool, names: Set<String> = [], memoryLimit: Int? = nil) {
        self.pool = pool
        self.names = names
        self.memoryLimit = memoryLimit
    }

    func isIsolated(_ handler: RegisteredHandler) -> Bool {
        handler.isolation.isProcess || names.contains(handler.name)
    }

    func memoryLimit(of handler: RegisteredHandler) -> Int? {
        handler.isolation.memoryLimit ?? memoryLimit
    }
}
