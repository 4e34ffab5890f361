import Foundation
import JobUIsolation

/// What a program does before anything else.
package enum ProcessStart {
    /// In a container, where this process is the first: starts the program once more, as a child of this process, which from then on
    /// collects the processes nobody waits for. Elsewhere it does nothing.
    package static func prepare() {
        FirstProcess.standAside(arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
    }
}
