/// Turns `?` into `$1`, `$2`, …, where it stands for a parameter: not in quotes, and not in comments.
enum NumberedPlaceholders {
    static func text(_ text: String) -> String {
        var result = ""
        var count = 0
        var rest = text[...]
        while let letter = rest.first {
            if let end = skipped(rest) {
                result += rest[..<end]
                rest = rest[end...]
            } else {
                rest.removeFirst()
                if letter == "?" {
                    count += 1
                    result += "$\(count)"
                } else {
                    result.append(letter)
                }
            }
        }
        return result
    }

    /// Where a quoted part or a comment that begins here ends; nil when none does.
    private static func skipped(_ text: Substring) -> Substring.Index? {
        for (opening, closing) in [("'", "'"), ("\"", "\""), ("--", "\n"), ("/*", "*/")] where text.hasPrefix(opening) {
            let body = text.dropFirst(opening.count)
            guard let range = body.firstRange(of: closing) else { return text.endIndex }
            return range.upperBound
        }
        return nil
    }
}
