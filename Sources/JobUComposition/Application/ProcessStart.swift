import Foundation
import JobUWorker

/// What a program does before anything else.
package enum ProcessStart {
    /// Takes the name it was called by. In a container, where this process is the first: starts the program once more, as a child of this process, which from then on
    /// collects the processes nobody waits for. Elsewhere it does nothing.
    package static func prepare() {
        ProcessName.adopt(CommandLine.arguments)
        FirstProcess.standAside(arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
    }
}
