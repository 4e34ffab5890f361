/// The one thing that is wrong with the configuration, and where.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The exit code: `EX_CONFIG` of sysexits.h.
    package static let exitCode: Int32 = 78

    /// Where it stands.
    package let place: Place
    /// What is wrong, what is allowed and, where one is near, the word that was meant.
    package let problem: String

    /// `config/worker.yaml:3:3: worker.pool_size: must be between 1 and 1000, found '0'`
    package var description: String { "\(place): \(problem)" }
}
