import Foundation

/// The processes of this machine, as the system lists them.
enum ProcessTable {
    private struct Entry {
        var pid: pid_t
        var parent: pid_t
        var isZombie: Bool
    }

    /// Whether a process ends soon: the kernel needs a moment after a signal.
    static func isGone(_ pid: pid_t) async throws -> Bool {
        try await soon { entry(pid)?.isZombie ?? true }
    }

    /// Whether no process below this one is a zombie, soon.
    static func hasNoZombies(below pid: pid_t) async throws -> Bool {
        try await soon {
            let all = try entries()
            var below: Set = [pid]
            var before = 0
            while below.count > before {
                before = below.count
                for entry in all where below.contains(entry.parent) { below.insert(entry.pid) }
            }
            return !all.contains { $0.isZombie && below.contains($0.pid) }
        }
    }

    static func children(of pid: pid_t) throws -> [pid_t] {
        try entries().filter { $0.parent == pid }.map(\.pid)
    }

    /// The name under which `ps` shows it.
    static func name(of pid: pid_t) -> String? {
        FileManager.default.contents(atPath: "/proc/\(pid)/comm").map { String(decoding: $0.dropLast(), as: UTF8.self) }
    }

    private static func soon(_ isSo: () throws -> Bool) async throws -> Bool {
        for _ in 0..<2_000 {
            if try isSo() { return true }
            try await ContinuousClock().sleep(for: .milliseconds(2))
        }
        return false
    }

    private static func entries() throws -> [Entry] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.compactMap(entry)
    }

    private static func entry(_ pid: pid_t) -> Entry? {
        // The name before the facts may hold anything.
        guard let file = FileManager.default.contents(atPath: "/proc/\(pid)/stat"),
            let facts = String(decoding: file, as: UTF8.self).split(separator: ")").last?.split(separator: " "),
            facts.count > 1, let parent = pid_t(facts[1])
        else { return nil }
        return Entry(pid: pid, parent: parent, isZombie: facts[0] == "Z")
    }
}
