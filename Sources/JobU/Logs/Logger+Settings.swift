import Foundation
package import JobUConfiguration
package import JobUModel
package import Logging

extension Logger {
    /// The log of this process, on standard error, as log.yaml wants it.
    package static func jobu(_ settings: LogSettings, wall: any WallClock) -> Logger {
        let level = Logger.Level(rawValue: settings.level.rawValue) ?? .info
        let write: @Sendable (String) -> Void = { line in
            FileHandle.standardError.write(Data((line + "\n").utf8))
        }
        return Logger(label: "jobu") { _ in
            switch settings.format {
            case .text: TextLogHandler(level: level, wall: wall, write: write)
            case .json: JSONLogHandler(level: level, wall: wall, write: write)
            }
        }
    }
}
