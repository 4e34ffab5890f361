import Foundation
import JobUHandler
import JobUModel
import JobUTesting
import Logging
import Testing

/// docs/builtin-handlers.md and docs/security.md: "A secret of the configuration is hidden wherever a run shows something".
@Suite("Secrets are hidden in what runs show")
struct SecretMaskTests {
    private static let secret = #"t0k/3n "ü&<x>+y z-ABC"#

    private static func inBase64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// What a server or a program may make of it.
    private static let spellings: [String] = {
        let json = { (options: JSONEncoder.OutputFormatting) -> String in
            let encoder = JSONEncoder()
            encoder.outputFormatting = options
            do { return String(decoding: try encoder.encode(["a": secret]), as: UTF8.self) } catch { return "" }
        }
        return [
            secret, "before \(secret) after", json([]), json(.withoutEscapingSlashes),
            #"{"a":"t0k\/3n \"\u00fc\u0026\u003cx\u003e+y z-ABC"}"#, #"{"a":"t0k/3n \"\u00FC&<x>+y z-ABC"}"#,
            secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
            secret.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? "",
            "q=t0k%2f3n+%22%c3%bc%26%3cx%3e%2by+z-ABC", "<p>t0k/3n &quot;ü&amp;&lt;x&gt;+y z-ABC</p>",
            inBase64(secret), inBase64("a" + secret), inBase64("ab" + secret), inBase64("user:" + secret + " and more"),
            inBase64(secret).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""),
            secret.utf8.map { String(format: "%02x", $0) }.joined(), secret.utf8.map { String(format: "%02X", $0) }.joined(),
        ]
    }()

    @Test("inside of a text and in every encoding in which it may come back", arguments: spellings)
    func found(_ text: String) {
        let hidden = SecretMask([Self.secret]).hide(text)
        #expect(hidden.contains("***"), "\(text)")
        for part in ["t0k", "z-ABC", "7430", String(Self.inBase64("t0k/3n").prefix(8))] { #expect(!hidden.contains(part), "\(hidden)") }
    }

    @Test("the token of a header's value alone, and the login in it")
    func parts() {
        #expect(SecretMask(["Bearer abcdefgh123"]).hide(#"{"token": "abcdefgh123"}"#) == #"{"token": "***"}"#)
        let basic = SecretMask(["Basic " + Self.inBase64("mina:very-secret")])
        #expect(basic.hide("login of mina:very-secret") == "login of ***")
        #expect(basic.hide("the password is very-secret!") == "the password is ***!")
        #expect(basic.hide("Basic auth of mina") == "Basic auth of mina")
    }

    @Test("words that are shorter than a secret must be stay, and so does everything else")
    func others() {
        #expect(SecretMask(["short"]).isEmpty)
        let mask = SecretMask(["longer than eight"])
        for text in ["", "longer", "longer than", "그대로 둔다", "***"] { #expect(mask.hide(text) == text) }
    }

    @Test("a secret of which an answer has only the beginning")
    func cut() {
        let mask = SecretMask(["abcdefghijkl"])
        #expect(mask.hide("token abcdefg", isCut: true) == "token ***")
        #expect(mask.hide("token abcdefg") == "token abcdefg")
        #expect(mask.hide("token abc", isCut: true) == "token abc")
    }

    @Test("in results, reasons, errors, progress and log lines of every handler")
    func everywhere() async throws {
        struct Leaky: JobHandler {
            static let name = "leaky"

            struct Params: Decodable, Sendable { var way: String }

            func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
                let secret = "s3cret-of-worker"
                context.logger.info("line \(secret)", metadata: ["fact": "\(secret)", "list": ["\(secret)"]])
                try await context.progress(0.5, "half \(secret)")
                switch params.way {
                case "error": throw HandlerError("failed with \(secret)")
                case "permanent": throw HandlerError.permanent("failed with \(secret)")
                case "cancel": return .cancel("because of \(secret)")
                default: return .success(secret, data: [secret: ["a", .object(["b": .string("x\(secret)x")])]])
                }
            }
        }
        let registry = try HandlerRegistry(JobHandlerList([Leaky()]), hiding: SecretMask(["s3cret-of-worker"]))
        let handler = try #require(registry["leaky"])
        let execution = MaskedExecution()
        let result = try await handler.execute(#"{"way":"result"}"#, execution.context)
        #expect(result == HandlerResult.success("***", data: ["***": ["a", .object(["b": "x***x"])]]))
        #expect(try await handler.execute(#"{"way":"cancel"}"#, execution.context) == .cancel("because of ***"))
        for (way, isRetryable) in [("error", true), ("permanent", false)] {
            let error = await #expect(throws: (any Error).self) { _ = try await handler.execute(#"{"way":"\#(way)"}"#, execution.context) }
            #expect(error.map { "\($0)" } == "failed with ***")
            #expect((error as? any RetryableError)?.isRetryable == isRetryable)
        }
        #expect(execution.shown.count == 8)
        for text in execution.shown { #expect(text.contains("***") && !text.contains("s3cret"), "\(text)") }
    }
}
