import JobUWorker

/// Keeps what this process knows, such as the passwords of databases in its environment, from the commands that it starts.
package enum HiddenProcess {
    /// - Throws: `StartError` when the system refuses.
    package static func begin() throws {
        do {
            try ProcessPrivacy.hide()
        } catch {
            throw StartError.failure("\(error); to run without this protection, set worker.allow_debugger: true in worker.yaml")
        }
    }
}
