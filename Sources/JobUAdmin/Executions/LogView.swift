import JobUModel
import JobUStore

/// The log of a run on its page: the newest lines, which the page's script goes on from, or a stretch that was asked for.
struct LogView {
    let id: ExecutionID
    let frame: PageFrame

    private static let linesMax = 500
    private static let levels = [("", "level_all"), ("info", "level_info"), ("warning", "level_warning"), ("error", "level_error")]

    /// - Parameters:
    ///   - before: the sequence that the lines shown precede; nil for the newest ones.
    ///   - least: the lowest level shown; empty for all.
    func view(_ before: Int64?, least: String, in store: any AdminStore) async throws -> View {
        let lines = try await store.logs(of: id, beforeSequence: before ?? .max, limit: Self.linesMax)
        let hasEarlier = lines.count == Self.linesMax && (lines.first?.sequence ?? 0) > 1
        return [
            "has_log": !lines.isEmpty, "log": lines.map(line), "log_api": "/api/jobs/\(id)/logs",
            "log_next": String(lines.last?.sequence ?? 0),
            "log_least": least, "follows": before == nil ? "true" : "false", "is_newest": before == nil,
            "log_earlier": hasEarlier
                ? lines.first.map { frame.address([("before", String($0.sequence))]) + "#log" } ?? false : false,
            "log_newest": before == nil ? false : frame.address([("before", nil)]) + "#log",
            "levels": Self.levels.map { value, key in
                ["value": value, "label": frame.texts[key], "selected": value == least] as View
            },
        ]
    }

    private func line(_ line: ExecutionLogLine) -> View {
        [
            "iso": line.time.description, "time": frame.zone.clock(line.time), "level": line.level,
            "message": Show.clipped(line.message, to: 2_000),
        ]
    }
}
