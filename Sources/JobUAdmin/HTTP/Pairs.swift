import Foundation

/// The names and values of a query or of a posted form, decoded, in their order.
package struct Pairs: Sendable {
    /// More than any form or address of ours has.
    package static let countMax = 1_000

    package private(set) var items: [(name: String, value: String)] = []
    /// Parts that are not percent-encoded UTF-8, or hold a NUL.
    package private(set) var malformed: [String] = []
    /// Whether there were more than `countMax`; those are not read.
    package private(set) var isCut = false

    /// Reads `name=value&…`; `+` stands for a space, as browsers write it.
    package init(_ text: String) {
        let parts = text.split(separator: "&", maxSplits: Self.countMax)
        isCut = parts.count > Self.countMax
        for part in parts.prefix(Self.countMax) {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(halves[0]), let value = Self.decoded(halves.count == 2 ? halves[1] : "") else {
                malformed.append(String(part.prefix(40)))
                continue
            }
            items.append((name, value))
        }
    }

    /// The last value under this name: a checkbox follows its hidden default.
    package subscript(name: String) -> String? {
        items.last { $0.name == name }?.value
    }

    func values(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    private static func decoded(_ text: Substring) -> String? {
        // No text of ours may hold a NUL: databases refuse it.
        guard let text = text.replacing("+", with: " ").removingPercentEncoding, !text.unicodeScalars.contains("\0") else { return nil }
        return text
    }
}
