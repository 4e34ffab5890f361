import JobUConformance
import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import TestSupport
import Testing

extension SQLHandlerContract {
    /// Which sessions statements get, and which they never get.
    static let sessions: [DriverCase] = [
        DriverCase("the store is refused, whatever name of database.yaml leads to it") { fixture in
            for name in [fixture.database.name, "reports"] {
                let store = Database(name: name, driver: fixture.reopen().driver, time: TimeSource.system)
                let error = await refusal(fixture, "SELECT 1", stores: [store])
                #expect(error?.message.contains("is never used for statements") == true, "\(error?.message ?? "")")
                #expect(error?.isRetryable == false)
                try await store.close()
            }
        },
        DriverCase("what a statement leaves in its session meets no other one") { fixture in
            do {
                _ = try await run(fixture, "CREATE TEMPORARY TABLE leftover (id INT)")
            } catch is HandlerError {
                // Not every engine lets a statement make one.
            }
            let error = await refusal(fixture, "SELECT id FROM leftover")
            #expect(error?.isRetryable == false)
        },
        DriverCase("a sign that nobody sees is refused before anything runs") { fixture in
            for sign in ["\u{FEFF}", "\u{200B}", "\u{A0}", "\u{2028}", "\u{202E}"] {
                let error = await refusal(fixture, "\(sign)SELECT 1")
                #expect(error?.message.contains("contains the invisible character U+") == true, "\(error?.message ?? "")")
                #expect(error?.isRetryable == false)
            }
            let kept = try await run(fixture, "SELECT '\u{FEFF}\u{200B}' AS body")
            #expect(
                kept.choice
                    == .success(
                        action: "fetched", data: ["rows": [["body": "\u{FEFF}\u{200B}"]], "row_count": 1, "is_truncated": false]))
        },
    ]
}
