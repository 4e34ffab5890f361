/// A file that settings come from.
package struct SettingsFile: Sendable, Equatable {
    /// As the operator would type it: `config/worker.yaml`.
    package var path: String
    /// Whether a secret stands in it as it is, and not as a variable or as the name of another file.
    package var holdsSecret: Bool

    package init(path: String, holdsSecret: Bool) {
        self.path = path
        self.holdsSecret = holdsSecret
    }
}
