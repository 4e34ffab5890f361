import Foundation
import JobUCron
import Testing

/// Cases whose answers were settled by running real daemons and libraries.
struct SampleTests {
    private struct Case: Decodable {
        var expr: String
        var tz: String
        var start: String
        var next: [String]?
        var prev: [String]?
    }

    private struct Answer: Decodable {
        var next: [String]?
        var prev: [String]?
        var error: String?
    }

    @Test("every line of the sample is answered as it should be")
    func sample() throws {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/sample", withExtension: "jsonl"))
        let lines = try String(decoding: Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 400)
        for line in lines {
            let expected = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
            var question: [String: Any] = ["expr": expected.expr, "tz": expected.tz, "start": expected.start]
            if let instants = expected.next ?? expected.prev { question["count"] = instants.count }
            if expected.prev != nil { question["direction"] = "prev" }
            let asked = String(decoding: try JSONSerialization.data(withJSONObject: question), as: UTF8.self)
            let answer = try JSONDecoder().decode(Answer.self, from: Data(CronLines.answer(asked).utf8))
            let comment = Comment(rawValue: String(line))
            #expect(answer.next == expected.next, comment)
            #expect(answer.prev == expected.prev, comment)
            #expect((answer.error == nil) == (expected.next != nil || expected.prev != nil), comment)
        }
    }
}
