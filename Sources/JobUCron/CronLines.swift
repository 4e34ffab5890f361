import Foundation

/// Questions as JSON Lines: one object in, one object out.
public enum CronLines {
    /// The most instants one line may ask for.
    public static let countMax = 10_000

    private struct Question: Decodable {
        var expr: String
        var tz: String?
        var start: String
        var count: Int?
        var direction: String?
    }

    private enum Direction: String { case next, prev }

    /// A line that cannot be answered, in words.
    private struct Refusal: Error { var text: String }

    /// Answers one line.
    ///
    /// - Parameter line: `{"expr":"0 2 * * *","tz":"Asia/Seoul","start":"2024-06-01T00:00:00+09:00","count":5}`. `tz` is UTC
    ///   when missing, `count` 5, at most `countMax`; `"direction":"prev"` asks for instants before the start.
    /// - Returns: `{"next":[…]}`, `{"prev":[…]}` (newest first) with UTC instants, or `{"error":"…"}`; never a line feed.
    public static func answer(_ line: String) -> String {
        do {
            let question = try JSONDecoder().decode(Question.self, from: Data(line.utf8))
            return try answer(question)
        } catch let error as Refusal {
            return refusal(error.text)
        } catch let error as CronParseError {
            return refusal(error.description)
        } catch let error as CronZoneError {
            return refusal(error.description)
        } catch {
            return refusal("not a question; write {\"expr\":…,\"tz\":…,\"start\":…,\"count\":…} on one line")
        }
    }

    private static func answer(_ question: Question) throws -> String {
        let expression = try CronExpression(question.expr)
        let zone = try CronZone(named: question.tz ?? "UTC")
        guard let start = InstantText.read(question.start) else {
            throw Refusal(text: "start: \"\(CronText.shown(question.start))\" is no instant; write 2024-06-01T00:00:00+09:00")
        }
        let count = question.count ?? 5
        guard 0...countMax ~= count else { throw Refusal(text: "count must be 0 to \(countMax)") }
        guard !expression.isReboot else { throw Refusal(text: "@reboot is an event: it has no instants") }
        guard let direction = Direction(rawValue: question.direction ?? "next") else {
            throw Refusal(text: "direction must be next or prev")
        }
        let instants =
            switch direction {
            case .next: expression.instants(after: start.seconds, in: zone)
            // Between two seconds the one before still lies before the start.
            case .prev: expression.instants(before: start.seconds + (start.hasFraction ? 1 : 0), in: zone)
            }
        let list = instants.prefix(count).map { "\"\(InstantText.write($0))\"" }.joined(separator: ",")
        return "{\"\(direction.rawValue)\":[\(list)]}"
    }

    /// The texts are plain but for quotes and backslashes: what a user typed was escaped before.
    private static func refusal(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { escaped.append("\\") }
            escaped.unicodeScalars.append(scalar)
        }
        return "{\"error\":\"\(escaped)\"}"
    }
}
