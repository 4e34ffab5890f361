import JobUAlerts
import Testing

@Suite("The signature of a webhook's message")
struct WebhookKeyTests {
    /// The example of the specification: https://www.standardwebhooks.com.
    @Test("is that of Standard Webhooks")
    func example() throws {
        let key = try #require(WebhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = key.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: #"{"test": 2432232314}"#)
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("needs a secret that cannot be guessed", arguments: ["", "short", "whsec_", "whsec_***", "whsec_c2hvcnQ="])
    func weak(secret: String) {
        #expect(WebhookKey(secret) == nil)
    }

    @Test("shows nothing of the secret")
    func hidden() throws {
        let key = try #require(WebhookKey("a secret of many letters"))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key) \(String(reflecting: key)) \(dumped)".contains("secret") == false)
    }
}
