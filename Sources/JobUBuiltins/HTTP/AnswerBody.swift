import Foundation
import JobUHTTP
import JobUHandler
import JobUModel

/// What a server answered, as the result of an execution shows it.
struct AnswerBody {
    /// Characters of a body that an error shows.
    private static let excerptMax = 500

    private let response: OutboundResponse
    private let text: String?
    private let mask: SecretMask

    /// - Parameter mask: hides what a server that repeats the request must not bring into the result.
    init(_ response: OutboundResponse, hiding mask: SecretMask) {
        self.response = response
        self.mask = mask
        text = Self.text(response).map { mask.hide($0, isCut: response.isCut) }
    }

    var data: [String: JSONValue] {
        var data: [String: JSONValue] = ["status": .int(Int64(response.status)), "is_truncated": .bool(response.isCut)]
        if let type = response.header("Content-Type") { data["content_type"] = .string(mask.hide(type)) }
        guard !response.body.isEmpty else { return data }
        if let text {
            data["body"] = isJSON ? JSONText.stored(text) : .string(text)
        } else {
            data["body_base64"] = .string(Data(response.body).base64EncodedString())
        }
        return data
    }

    /// `: ` and the beginning of the body, for an error; nothing where the body is no text.
    var excerpt: String {
        guard let text, !text.isEmpty else { return "" }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return ": \(line.prefix(Self.excerptMax))\(line.count > Self.excerptMax ? "…" : "")"
    }

    private var isJSON: Bool {
        !response.isCut && (response.header("Content-Type")?.lowercased().contains("json") ?? false)
    }

    /// Nil for a body that is no text. What is cut may end within a letter.
    private static func text(_ response: OutboundResponse) -> String? {
        let endings = response.isCut ? 0...3 : 0...0
        return endings.lazy.compactMap { String(validating: response.body.dropLast($0), as: UTF8.self) }.first.flatMap {
            $0.utf8.contains(0) ? nil : $0
        }
    }
}
