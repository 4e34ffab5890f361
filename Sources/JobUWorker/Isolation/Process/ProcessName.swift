import CJobUIsolation
import Foundation

/// The name of this process in the lists of the system.
package enum ProcessName {
    /// Takes the name the program was called by: one that was started from `/proc/self/exe` would be called `exe`.
    package static func adopt(_ arguments: [String]) {
        guard let path = arguments.first, !path.isEmpty else { return }
        jobu_name_process(URL(fileURLWithPath: path).lastPathComponent)
    }
}
