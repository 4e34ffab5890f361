import Foundation

/// How many files and sockets this process may have open.
enum Descriptors {
    /// The maximum to set: JobU needs no more, and some programs that handlers start iterate over all of them.
    private static let wanted: rlim_t = 65_536

    /// Raises the soft limit toward the hard one, which an ordinary process may do.
    /// - Throws: `StartError` when the system refuses to say or to set it.
    static func raise() throws {
        var limits = try current()
        let soft = min(wanted, limits.rlim_max)
        guard limits.rlim_cur < soft else { return }
        limits.rlim_cur = soft
        guard setrlimit(kind, &limits) == 0 else { throw failure("raised") }
    }

    /// The soft limit.
    /// - Throws: `StartError` when the system does not say.
    static func limit() throws -> Int { Int(clamping: try current().rlim_cur) }

    #if canImport(Glibc)
        private static var kind: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
    #else
        private static var kind: Int32 { RLIMIT_NOFILE }
    #endif

    private static func current() throws -> rlimit {
        var limits = rlimit()
        guard getrlimit(kind, &limits) == 0 else { throw failure("read") }
        return limits
    }

    private static func failure(_ what: String) -> StartError {
        .failure("the limit of open files (ulimit -n) cannot be \(what): \(String(cString: strerror(errno)))")
    }
}
