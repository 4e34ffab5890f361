/// Where a SQLite database lies and how careful it is.
package struct SQLiteConfiguration: Sendable, Equatable {
    /// What a commit waits for.
    package enum Synchronous: String, Sendable, CaseIterable {
        /// Until it is on the disk: survives a power cut.
        case full
        /// Until the operating system has it: survives a killed process.
        case normal
    }

    /// The file; its folder must exist.
    package var path: String
    package var synchronous = Synchronous.full
    /// How long a statement waits for another process's lock, seconds.
    package var busyTimeoutSeconds = 5

    package init(path: String, synchronous: Synchronous = .full, busyTimeoutSeconds: Int = 5) {
        self.path = path
        self.synchronous = synchronous
        self.busyTimeoutSeconds = busyTimeoutSeconds
    }
}
