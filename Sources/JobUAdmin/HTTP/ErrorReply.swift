import Hummingbird
import JobUModel

/// An error as the API shows it: for status 422 the list of the seed's framework, else a sentence with a code.
struct ErrorReply: Encodable, Sendable {
    private let error: AdminError

    init(_ error: AdminError) { self.error = error }

    private struct Problem: Encodable {
        var loc: [String]
        var msg: String
        var type: String
    }

    enum CodingKeys: String, CodingKey {
        case detail, code, field, position, length, hint, line, column, path
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if error.problems.isEmpty {
            try container.encode(error.message, forKey: .detail)
        } else {
            let problems = error.problems.map { problem in
                Problem(
                    loc: [problem.place.rawValue] + problem.field.split(separator: ".").map(String.init), msg: problem.message,
                    type: problem.type)
            }
            try container.encode(problems, forKey: .detail)
        }
        try container.encode(error.code, forKey: .code)
        if let json = error.json {
            try container.encode(json.line, forKey: .line)
            try container.encode(json.column, forKey: .column)
            try container.encode(json.path, forKey: .path)
        }
        guard let cron = error.cron else { return }
        try container.encode(cron.field, forKey: .field)
        try container.encode(cron.position, forKey: .position)
        try container.encode(cron.length, forKey: .length)
        try container.encode(cron.hint, forKey: .hint)
    }
}
