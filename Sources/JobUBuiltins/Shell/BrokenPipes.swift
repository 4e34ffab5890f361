#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writing to a command that does not read.
enum BrokenPipes {
    /// From its first use on, a write to a pipe that nobody reads is an error of that write, and does not end the process.
    static let areErrors: Void = {
        _ = signal(SIGPIPE, SIG_IGN)
    }()
}
