import Foundation
package import JobUModel
package import Logging

extension Logger {
    /// The log of this process, on standard error, as log.yaml wants it.
    package static func jobu(_ settings: LogSettings, wall: any WallClock) -> Logger {
        let level = Logger.Level(rawValue: settings.level.rawValue) ?? .info
        return Logger(label: "jobu") { _ in
            LineLogHandler(level: level, wall: wall) { line in
                let text = settings.format == .json ? line.json : line.text
                FileHandle.standardError.write(Data((text + "\n").utf8))
            }
        }
    }
}
