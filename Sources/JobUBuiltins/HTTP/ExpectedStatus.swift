/// The status codes of an answer that are no failure: `200`, `"2xx"`, `"200-204"`, or a list of them.
struct ExpectedStatus: Decodable, Sendable, Equatable {
    static let successes = ExpectedStatus([200...299])

    private let ranges: [ClosedRange<Int>]

    private init(_ ranges: [ClosedRange<Int>]) {
        self.ranges = ranges
    }

    func contains(_ status: Int) -> Bool {
        ranges.contains { $0.contains(status) }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let parts: [Part]
        do {
            parts = try container.decode([Part].self)
        } catch DecodingError.typeMismatch {
            parts = [try container.decode(Part.self)]
        }
        guard !parts.isEmpty else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "must not be empty")
        }
        ranges = parts.map(\.range)
    }

    private struct Part: Decodable {
        let range: ClosedRange<Int>

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let text: String
            do {
                text = String(try container.decode(Int.self))
            } catch DecodingError.typeMismatch {
                text = try container.decode(String.self)
            }
            guard let range = Self.range(text) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "must be a status such as 200, \"2xx\" or \"200-204\", or a list of them")
            }
            self.range = range
        }

        private static func range(_ text: String) -> ClosedRange<Int>? {
            if let match = text.wholeMatch(of: /([1-5])xx/), let hundred = Int(match.1) { return hundred * 100...hundred * 100 + 99 }
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], (100...599).contains(first),
                first <= last, last <= 599
            else { return nil }
            return first...last
        }
    }
}
