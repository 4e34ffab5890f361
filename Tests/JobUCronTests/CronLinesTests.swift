import JobUCron
import Testing

/// Questions and answers as JSON Lines.
struct CronLinesTests {
    @Test(
        "a question is answered on one line",
        arguments: [
            (
                #"{"expr":"0 2 * * *","tz":"Asia/Seoul","start":"2024-06-01T00:00:00+09:00","count":2}"#,
                #"{"next":["2024-05-31T17:00:00Z","2024-06-01T17:00:00Z"]}"#
            ),
            (
                #"{"expr":"0 2 * * *","tz":"UTC","start":"2024-06-01T02:00:00Z","count":1,"direction":"prev"}"#,
                #"{"prev":["2024-05-31T02:00:00Z"]}"#
            ),
            (#"{"expr":"0 2 * * *","start":"2024-06-01T02:00:00.5Z","count":1,"direction":"prev"}"#, #"{"prev":["2024-06-01T02:00:00Z"]}"#),
            (#"{"expr":"0 2 * * *","start":"2024-06-01T02:00:00.0Z","count":1,"direction":"prev"}"#, #"{"prev":["2024-05-31T02:00:00Z"]}"#),
            (#"{"expr":"0 2 * * *","start":"2024-06-01T01:59:59.9Z","count":1}"#, #"{"next":["2024-06-01T02:00:00Z"]}"#),
            (#"{"expr":"0 2 * * *","start":"2024-06-01T00:00:00Z","count":0}"#, #"{"next":[]}"#),
            (#"{"expr":"0 0 1 1 *","start":"2199-01-01T00:00:00Z"}"#, #"{"next":[]}"#),
        ])
    func answered(question: String, answer: String) {
        #expect(CronLines.answer(question) == answer)
    }

    @Test(
        "everything else is an error, as one line of JSON",
        arguments: [
            "", "nonsense", "[]", "null", "{}", #"{"expr":"\ud800","start":"2024-06-01T00:00:00Z"}"#,
            #"{"expr":5,"start":"2024-06-01T00:00:00Z"}"#,
            #"{"expr":"* * * * \" \\ \u0000\n","start":"2024-06-01T00:00:00Z"}"#,
            #"{"expr":"* * * * *","tz":"\"\\\n","start":"2024-06-01T00:00:00Z"}"#,
            #"{"expr":"* * * * *","start":"yesterday\n"}"#, #"{"expr":"* * * * *","start":"2024-02-30T00:00:00Z"}"#,
            #"{"expr":"* * * * *","start":"2024-06-01T00:00:00"}"#, #"{"expr":"* * * * *","start":"2024-06-01T00:00:00Z","count":-1}"#,
            #"{"expr":"* * * * *","start":"2024-06-01T00:00:00Z","count":1e99}"#,
            #"{"expr":"* * * * *","start":"2024-06-01T00:00:00Z","direction":"up"}"#,
            #"{"expr":"@reboot","start":"2024-06-01T00:00:00Z"}"#,
        ])
    func refused(question: String) throws {
        let answer = CronLines.answer(question)
        #expect(!answer.contains("\n"))
        #expect(try JSONCoding.decode([String: String].self, answer)["error"]?.isEmpty == false)
    }
}
