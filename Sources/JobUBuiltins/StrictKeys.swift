/// Any key of an object.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
}

extension Decoder {
    /// A key that is not known is a slip that would silently change what an execution does.
    func refuseUnknownKeys<Key: CodingKey & CaseIterable>(_ known: Key.Type) throws {
        let names = Key.allCases.map(\.stringValue)
        let given = try container(keyedBy: AnyKey.self).allKeys
        for key in given.sorted(by: { $0.stringValue < $1.stringValue }) where !names.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath + [key], debugDescription: "is unknown; allowed: \(names.joined(separator: ", "))"))
        }
    }
}
