import JobUModel
package import Logging

/// A log handler that writes each event as one line.
package struct LineLogHandler: LogHandler {
    /// The text of a line.
    struct Line: Encodable {
        var time: String
        var level: String
        var message: String
        var facts: [String: String]
    }

    private let wall: any WallClock
    private let write: @Sendable (Line) -> Void
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level

    init(level: Logger.Level, wall: any WallClock, write: @escaping @Sendable (Line) -> Void) {
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
        write(
            Line(time: wall.now().description, level: event.level.rawValue, message: event.message.description, facts: facts))
    }
}

extension LineLogHandler.Line {
    /// One JSON object.
    var json: String {
        do { return TerminalText.shown(json: try JSONText.encode(self)) } catch { return text }
    }

    /// For a person: time, level, sentence, facts.
    var text: String {
        let pairs = facts.sorted { $0.key < $1.key }.map { " \(Self.oneLine($0.key))=\(Self.oneLine($0.value))" }.joined()
        return "\(time) \(level.uppercased()) \(Self.oneLine(message))\(pairs)"
    }

    /// Escapes line breaks, so that a value cannot fake a log line, and control characters that a terminal obeys.
    private static func oneLine(_ text: String) -> String {
        let line = text.contains(where: \.isNewline) ? text.split(whereSeparator: \.isNewline).joined(separator: "⏎") : text
        return TerminalText.shown(line)
    }
}
