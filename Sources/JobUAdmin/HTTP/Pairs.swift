import Foundation

/// The names and values of a query or of a posted form, decoded, in their order.
struct Pairs: Sendable {
    private(set) var items: [(name: String, value: String)] = []
    /// Parts that are not valid percent-encoded UTF-8.
    private(set) var malformed: [String] = []

    /// Reads `name=value&…`; `+` stands for a space, as browsers write it.
    init(_ text: String) {
        for part in text.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(halves[0]), let value = Self.decoded(halves.count == 2 ? halves[1] : "") else {
                malformed.append(String(part.prefix(40)))
                continue
            }
            items.append((name, value))
        }
    }

    /// The last value under this name: a checkbox follows its hidden default.
    subscript(name: String) -> String? {
        items.last { $0.name == name }?.value
    }

    func values(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
