import Foundation
package import JobUModel

/// The place of a row in a list: the value it is sorted by, of which no two rows of one list have the same. A row that is deleted leaves
/// its place behind, and one that is inserted in between moves no other.
package enum ListKey: Sendable, Equatable {
    /// Rows by their number.
    case number(Int64)
    /// The executions of one cron, by their instant.
    case instant(Timestamp)
    /// Crons by their name.
    case name(String)
    /// Rows by an instant that several can have, or none, and by their number.
    case tied(Timestamp?, Int64)
}

/// The form in which a key leaves the process: nobody is to read it, to sort by it, or to make one up.
extension ListKey {
    /// Longest text that can be one.
    package static let textLengthMax = 600

    private var plain: String {
        switch self {
        case .number(let number): "n\(number)"
        case .instant(let instant): "t\(instant.microseconds)"
        case .name(let name): "s\(name)"
        case .tied(let instant, let number): "i\(instant.map { String($0.microseconds) } ?? ""),\(number)"
        }
    }

    package var text: String {
        Data(plain.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for anything but what `text` gave.
    package init?(text: String) {
        guard text.utf8.count <= Self.textLengthMax else { return nil }
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: base64 + padding), let plain = String(validating: data, as: UTF8.self),
            let key = Self(plain: plain), key.text == text
        else { return nil }
        self = key
    }

    private init?(plain: String) {
        let value = plain.dropFirst()
        switch plain.first {
        case "n":
            guard let number = Int64(value) else { return nil }
            self = .number(number)
        case "t":
            guard let instant = Self.instant(value) else { return nil }
            self = .instant(instant)
        case "i":
            let parts = value.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 2, let number = Int64(parts[1]) else { return nil }
            let instant = Self.instant(parts[0])
            guard instant != nil || parts[0].isEmpty else { return nil }
            self = .tied(instant, number)
        case "s":
            // No text of ours may hold a NUL: databases refuse it.
            guard !value.isEmpty, !value.unicodeScalars.contains("\0") else { return nil }
            self = .name(String(value))
        default: return nil
        }
    }

    private static func instant(_ text: Substring) -> Timestamp? {
        Int64(text).map(Timestamp.init(microseconds:)).flatMap { $0.isOfFourDigits ? $0 : nil }
    }
}
