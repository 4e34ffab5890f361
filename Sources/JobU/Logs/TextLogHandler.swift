import JobUModel
package import Logging

/// Writes each line of the log for a person: time, level, sentence, facts.
package struct TextLogHandler: LogHandler {
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
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
            .sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.oneLine("\($0.value)"))" }.joined()
        write("\(wall.now()) \(event.level.rawValue.uppercased()) \(Self.oneLine(event.message.description))\(facts)")
    }

    /// A value with a line break must not look like a line of the log.
    private static func oneLine(_ text: String) -> String {
        text.contains(where: \.isNewline) ? text.split(whereSeparator: \.isNewline).joined(separator: "⏎") : text
    }
}
