import CJobULibPQ

/// Which statements a session has prepared. One that comes for the first time is not: most that come once never come again.
struct PreparedStatements {
    enum Use {
        case unprepared
        /// Prepare it under this name.
        case prepare(name: String)
        case prepared(name: String)
    }

    private struct Key: Hashable {
        var text: String
        var types: [Oid]
    }

    private struct Entry {
        var name: String
        var isPrepared: Bool
        var lastUse: Int
    }

    private let countMax: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    private var names = 0
    private var evicted: [String] = []

    init(countMax: Int = 256) {
        self.countMax = countMax
    }

    mutating func use(_ text: String, _ types: [Oid]) -> Use {
        uses += 1
        let key = Key(text: text, types: types)
        if let entry = entries[key] {
            entries[key]?.lastUse = uses
            return entry.isPrepared ? .prepared(name: entry.name) : .prepare(name: entry.name)
        }
        makeRoom()
        names += 1
        entries[key] = Entry(name: "jobu_s\(names)", isPrepared: false, lastUse: uses)
        return .unprepared
    }

    mutating func prepared(_ text: String, _ types: [Oid]) {
        entries[Key(text: text, types: types)]?.isPrepared = true
    }

    /// Statements the server may forget; each is named once.
    mutating func takeEvicted() -> [String] {
        defer { evicted = [] }
        return evicted
    }

    private mutating func makeRoom() {
        guard entries.count >= countMax, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        entries[oldest.key] = nil
        if oldest.value.isPrepared { evicted.append(oldest.value.name) }
    }
}
