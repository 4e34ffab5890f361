import CJobUIsolation

/// What this process was started with.
package enum SignalHandling {
    /// Whether a signal is ignored, as `nohup` has it for SIGHUP.
    package static func isIgnored(_ signal: Int32) -> Bool {
        jobu_is_ignored(signal) != 0
    }
}
