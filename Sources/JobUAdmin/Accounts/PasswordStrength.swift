import Foundation

/// Estimates how many guesses a password withstands by somebody who knows what people make them of.
///
/// The password is taken apart into pieces, each at the price of guessing it: a common word, a word of the user's own, a sequence, a
/// keyboard row, a year, a repetition, and else the single character. The cheapest way counts.
struct PasswordStrength {
    /// Below this a password is refused: with it, a guesser of a million hashes a second needs a day at the very least.
    static let bitsMin = 36.0

    private static let rows = [
        "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1234567890", "!@#$%^&*()", "qazwsxedcrfvtgbyhnujmikolp",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    ].flatMap { [$0, String($0.reversed())] }.map(Array.init)

    private static let disguises: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "+": "t",
    ]

    private let plain: [Character]
    private let undisguised: [Character]
    private let own: Set<String>

    /// - Parameter own: what a guesser knows of the user: the name, and the names of the product.
    init(_ password: String, own: [String]) {
        plain = Array(password.precomposedStringWithCompatibilityMapping.lowercased().prefix(100))
        undisguised = plain.map { Self.disguises[$0] ?? $0 }
        let parts = own.map { $0.lowercased() }.flatMap { [$0] + $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
        self.own = Set(parts.filter { $0.count >= 3 })
    }

    var isWeak: Bool { bits < Self.bitsMin }

    /// The binary logarithm of the guesses.
    var bits: Double {
        var cheapest = [0.0]
        for end in 1...max(1, plain.count) where end <= plain.count {
            var best = cheapest[end - 1] + Self.bits(of: plain[end - 1])
            for start in stride(from: end - 2, through: max(0, end - 40), by: -1) {
                if let piece = bits(of: start..<end) { best = min(best, cheapest[start] + piece) }
            }
            cheapest.append(best)
        }
        return cheapest.last ?? 0
    }

    /// What a piece costs as a whole; nil for one that is nothing but its characters.
    private func bits(of range: Range<Int>) -> Double? {
        [wordBits(range), runBits(range), yearBits(range), repetitionBits(range)].compactMap(\.self).min()
    }

    private func wordBits(_ range: Range<Int>) -> Double? {
        guard range.count >= 3 else { return nil }
        for (letters, extra) in [(plain, 0.0), (undisguised, 1.0)] {
            let word = String(letters[range])
            if own.contains(word) { return 2 + extra }
            if range.count <= CommonWords.lengthMax, CommonWords.all.contains(word) { return 9 + extra }
        }
        return nil
    }

    /// `abcd`, `4321`, `aaaa`, `qwer`.
    private func runBits(_ range: Range<Int>) -> Double? {
        guard range.count >= 3 else { return nil }
        let piece = Array(plain[range])
        let values = piece.map { $0.unicodeScalars.first.map { Int($0.value) } ?? 0 }
        let step = values[1] - values[0]
        let isEven = abs(step) <= 1 && zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step }
        guard isEven || (piece.count <= 12 && Self.rows.contains { $0.contains(piece) }) else { return nil }
        return 5 + log2(Double(range.count))
    }

    /// `1987`, `2026`.
    private func yearBits(_ range: Range<Int>) -> Double? {
        guard range.count == 4, let year = Int(String(plain[range])), (1900...2099).contains(year) else { return nil }
        return 7
    }

    /// The same as what stands before it.
    private func repetitionBits(_ range: Range<Int>) -> Double? {
        let before = range.lowerBound - range.count
        return before >= 0 && plain[range] == plain[before..<range.lowerBound] ? 1 : nil
    }

    private static func bits(of character: Character) -> Double {
        if character.isASCII { return character.isNumber ? 3.3 : character.isLetter ? 4.7 : 5 }
        return 9
    }
}
