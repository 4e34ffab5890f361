import Foundation

extension String {
    /// Whether `needle` occurs. Bytes are compared, which is fast enough for a whole tree and all the rules.
    func holds(_ needle: String) -> Bool {
        strstr(self, needle) != nil
    }

    /// Whether a regular expression matches somewhere; true without one.
    func matches(_ pattern: String?) -> Bool {
        pattern.map { range(of: $0, options: .regularExpression) != nil } ?? true
    }

    /// Where a regular expression matches, from left to right.
    func ranges(matching pattern: String) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        var rest = startIndex..<endIndex
        while let match = range(of: pattern, options: .regularExpression, range: rest), !match.isEmpty {
            found.append(match)
            rest = match.upperBound..<endIndex
        }
        return found
    }
}
