import Foundation
import JobUAlerts
import Subprocess
import Testing

@Suite("How a receiver checks a signature")
struct VerificationTests {
    /// Runs the code of docs/observability.md over a message.
    private func isAccepted(secret: String, body: String, signedBody: String? = nil, age: Int64 = 0) async throws -> Bool {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/observability.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let code = try #require(text.components(separatedBy: "<!-- tested -->\n```python\n").last?.components(separatedBy: "```").first)
        let key = try #require(WebhookKey(secret))
        let signature = key.signature(id: "msg_1", timestamp: 1_767_225_600, body: signedBody ?? body)
        let call = """

            import sys
            headers = {"webhook-id": "msg_1", "webhook-timestamp": "1767225600", "webhook-signature": "v1,AAAA " + sys.argv[2]}
            print(verify(sys.argv[1], headers, sys.argv[3].encode(), now=1767225600 + int(sys.argv[4])))
            """
        let ended = try await Subprocess.run(
            .name("python3"), arguments: ["-c", code + call, secret, signature, body, "\(age)"], output: .string(limit: 1_000),
            error: .string(limit: 10_000))
        try #require(ended.terminationStatus == .exited(0), "\(ended.standardError)")
        return ended.standardOutput.hasPrefix("True")
    }

    @Test("the documentation's code accepts what is ours", arguments: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "한글 비밀 secret"])
    func ours(secret: String) async throws {
        #expect(try await isAccepted(secret: secret, body: #"{"type":"failed","text":"한글"}"#))
    }

    @Test("and refuses what was changed, or is old")
    func foreign() async throws {
        let secret = "a secret of many letters"
        #expect(try await !isAccepted(secret: secret, body: "{}", signedBody: "{ }"))
        #expect(try await !isAccepted(secret: secret, body: "{}", age: 301))
    }
}
