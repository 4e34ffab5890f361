import Foundation
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore
import NIOCore

extension Request {
    /// The whole body as text.
    /// - Throws: `AdminError` 413 for a body over `bytesMax`, 400 for one that is not UTF-8 or was broken off.
    func text(upTo bytesMax: Int) async throws -> String {
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: bytesMax)
        } catch is NIOTooManyBytesError {
            throw AdminError(
                status: .contentTooLarge, code: "too_large", message: "the body must have at most \(bytesMax) bytes")
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // The sender has gone, or what comes is no HTTP: nothing of ours failed.
            throw AdminError.badRequest("aborted", "the body is incomplete")
        }
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            throw AdminError.badRequest("bad_encoding", "the body is not UTF-8")
        }
        return text
    }

    /// The body as a JSON object; an empty body counts as an empty object.
    /// - Throws: `AdminError` 400, 413, 415 or 422.
    func json(upTo bytesMax: Int) async throws -> JSONBody {
        let text = try await text(upTo: bytesMax)
        if text.isBlank { return JSONBody() }
        guard mediaType == "application/json" else {
            throw AdminError(
                status: .unsupportedMediaType, code: "not_json", message: "send the body with Content-Type: application/json")
        }
        let document: JSONDocument
        do {
            document = try JSONDocument(text)
        } catch {
            throw AdminError(badJSON: error, language: Language(of: self))
        }
        guard let body = JSONBody(document) else {
            throw AdminError.invalid([InputProblem(.body, "", "the body must be a JSON object", type: "dict_type")])
        }
        return body
    }

    /// The fields of a posted form.
    /// - Throws: `AdminError` 400, 413 or 415.
    func form(upTo bytesMax: Int) async throws -> Pairs {
        let text = try await text(upTo: bytesMax)
        guard text.isEmpty || mediaType == "application/x-www-form-urlencoded" else {
            throw AdminError(status: .unsupportedMediaType, code: "not_a_form", message: "send the fields of the form")
        }
        let pairs = Pairs(text)
        guard !pairs.isCut else {
            throw AdminError(status: .contentTooLarge, code: "too_large", message: "a form must have at most \(Pairs.countMax) fields")
        }
        guard pairs.malformed.isEmpty else {
            throw AdminError.badRequest("bad_encoding", "the form is not percent-encoded UTF-8, or contains a NUL")
        }
        return pairs
    }

    private var mediaType: String? {
        headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
    }
}
