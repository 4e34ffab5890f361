/// Names that look like what somebody typed.
enum NearestNames {
    /// Up to three of `names`, the nearest first; none when nothing comes near.
    static func find(_ typed: String, in names: [String]) -> [String] {
        let typed = typed.lowercased()
        let scored = names.compactMap { name -> (distance: Int, name: String)? in
            let whole = name.lowercased()
            // People often type the city alone.
            let city = whole.split(separator: "/").last.map(String.init) ?? whole
            let distance = min(edits(typed, whole), edits(typed, city))
            return distance <= max(1, typed.utf8.count / 4) ? (distance, name) : nil
        }
        return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// The number of bytes to insert, delete or change.
    private static func edits(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (index, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
