import JobUModel
package import Logging

/// Writes each line of the log as one JSON object.
package struct JSONLogHandler: LogHandler {
    private struct Line: Encodable {
        var time: String
        var level: String
        var message: String
        var facts: [String: String]
    }

    private let wall: any WallClock
    private let write: @Sendable (String) -> Void
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level

    init(level: Logger.Level, wall: any WallClock, write: @escaping @Sendable (String) -> Void) {
        logLevel = level
        self.wall = wall
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }.mapValues { "\($0)" }
        let line = Line(
            time: wall.now().description, level: event.level.rawValue, message: event.message.description, facts: facts)
        do {
            write(try JSONText.encode(line))
        } catch {
            write(event.message.description)
        }
    }
}
