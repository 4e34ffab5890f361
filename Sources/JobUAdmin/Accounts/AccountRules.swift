import Foundation
package import JobUModel
import JobUStore

/// What names and passwords have to be like.
package enum AccountRules {
    package static let passwordLengthMin = 12
    /// Longer ones would make hashing a way to keep the server busy.
    package static let passwordBytesMax = 1_024

    /// The one spelling of a user's name: `Mina` and `mina ` are the same person.
    package static func normalized(_ name: String) -> String {
        // Blanks at the ends go; a blank without width is none, and stays to be refused.
        let scalars = name.unicodeScalars
        let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
        let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { scalars.index(after: $0) } ?? start
        return String(scalars[start..<end]).precomposedStringWithCanonicalMapping.lowercased()
    }

    /// - Parameter name: a normalized one.
    package static func problems(userName name: String) -> [ValidationProblem] {
        let isPlain = name.unicodeScalars.allSatisfy { CharacterSet.alphanumerics.contains($0) || "._-@+".unicodeScalars.contains($0) }
        guard (1...64).contains(name.unicodeScalars.count), isPlain else {
            return [ValidationProblem(field: "name", message: "must have 1 to 64 letters, digits or . _ - @ +")]
        }
        return []
    }

    package static func problems(password: String, of name: String, field: String = "password") -> [ValidationProblem] {
        func problem(_ message: String) -> [ValidationProblem] { [ValidationProblem(field: field, message: message)] }
        guard password.utf8.count <= passwordBytesMax else { return problem("must have at most 1024 bytes") }
        guard password.count >= passwordLengthMin else { return problem("must have at least 12 characters") }
        guard Set(password).count >= 5 else { return problem("must have at least 5 different characters") }
        let isName = normalized(password).replacing(normalized(name), with: "").count < passwordLengthMin / 2
        guard !isName else { return problem("must not be the user's name with little added") }
        return PasswordStrength(password, own: [name, "jobu"]).isWeak ? problem(tooWeak) : []
    }

    static let tooWeak = "is too easy to guess: it consists of common words, names, sequences or repetitions; use a few unrelated words"

    package static func problems(tokenName name: String) -> [ValidationProblem] {
        let isGood = !name.isBlank && name.unicodeScalars.count <= 100 && name.isPrintable
        return isGood ? [] : [ValidationProblem(field: "name", message: "must have 1 to 100 printable characters")]
    }
}
