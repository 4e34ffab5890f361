/// The word that was probably meant.
enum NearestWord {
    /// Nil where none of the words is near: one slip for short words, one in three letters for long ones.
    /// Case and the signs between words are no difference: `poolSize` is near to `pool_size`.
    static func find(for word: String, among known: [String]) -> String? {
        let meant = folded(word)
        guard meant.count <= 64 else { return nil }
        let near = known.map { (word: $0, distance: distance(meant, folded($0))) }
            .min { $0.distance < $1.distance }
        guard let near, near.distance <= max(1, min(meant.count, near.word.count) / 3) else { return nil }
        return near.word
    }

    private static func folded(_ word: String) -> [Character] {
        word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }.map { $0 }
    }

    /// Insertions, deletions, replacements and swaps of neighbours.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let cost = left[i] == right[j] ? 0 : 1
                var best = min(rows[i][j] + cost, rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, rows[i - 1][j - 1] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}

extension [String] {
    /// `a, b, c`
    var listed: String { joined(separator: ", ") }

    /// `; did you mean 'port'? allowed: host, port`
    func hint(for word: String) -> String {
        let guess = NearestWord.find(for: word, among: self).map { "; did you mean '\($0)'?" } ?? ";"
        return "\(guess) allowed: \(listed)"
    }
}
