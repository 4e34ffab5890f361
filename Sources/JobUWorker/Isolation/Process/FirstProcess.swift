import CJobUIsolation
import Foundation

/// The process with number 1, as programs of a container are: every process whose parent has ended becomes its child, and stays a zombie
/// until it is collected.
///
/// Collecting them beside those who wait for processes of their own could take an exit code away from these. So the first process starts the
/// program once more, as its child, and does nothing but collect and pass signals on.
package enum FirstProcess {
    /// Does not return in the first process, unless the program cannot be started once more: then it goes on as it is.
    /// - Parameters:
    ///   - arguments: of this process.
    ///   - environment: of this process.
    package static func standAside(arguments: [String], environment: [String: String]) {
        guard getpid() == 1 else { return }
        let variables = environment.map { "\($0)=\($1)" }
        let error = CStrings.with(arguments) { arguments in
            CStrings.with(variables) { variables in jobu_run_as_first("/proc/self/exe", arguments, variables) }
        }
        let words = String(cString: strerror(error))
        FileHandle.standardError.write(Data("orphaned processes are not reaped: \(words)\n".utf8))
    }
}
