/// Why a process does not start, in words that say what to do.
package struct StartError: Error, Sendable, CustomStringConvertible {
    package let description: String
    /// The exit code.
    package let exitCode: Int32

    /// Something is configured that cannot be.
    package static func configuration(_ description: String) -> StartError {
        StartError(description: description, exitCode: 78)
    }

    /// The configuration is right, and yet something is in the way.
    package static func failure(_ description: String) -> StartError {
        StartError(description: description, exitCode: 1)
    }
}
