/// A database that is a file of this machine.
package struct FileConfiguration: Sendable, Equatable {
    /// What a commit waits for.
    package enum Synchronous: String, Sendable, CaseIterable {
        /// Until it is on the disk: survives a power cut.
        case full
        /// Until the operating system has it: survives a killed process.
        case normal
    }

    /// The file, in a folder that exists. A relative path counts from the directory in which the process runs.
    package var path: String
    package var synchronous: Synchronous
    /// How long a statement waits for another process's lock; whole seconds, at least one.
    package var busyTimeout: Duration

    package init(path: String, synchronous: Synchronous = .full, busyTimeout: Duration = .seconds(5)) {
        self.path = path
        self.synchronous = synchronous
        self.busyTimeout = busyTimeout
    }
}
