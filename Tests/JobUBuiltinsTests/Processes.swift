import Foundation
import JobUTesting

/// Whether a process ends soon: the kernel needs a moment after a signal.
func isGone(_ pid: pid_t) async throws -> Bool {
    for _ in 0..<2_000 {
        if kill(pid, 0) != 0 || state(of: pid) == "Z" { return true }
        try await pause()
    }
    return false
}

/// What a process writes into a file, once it has.
func text(of file: String) async throws -> String {
    while !FileManager.default.fileExists(atPath: file) {
        try Task.checkCancellation()
        try await pause()
    }
    return try String(contentsOfFile: file, encoding: .utf8)
}

/// Bytes of memory this process uses.
func memory() throws -> Int {
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
    return (Int(pages) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
}

func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
}

/// Children of this process that have ended and were not waited for.
func zombies() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.count { pid in
        state(of: pid) == "Z" && parent(of: pid) == getpid()
    }
}

private func state(of pid: pid_t) -> Substring? { facts(of: pid)?.first }

private func parent(of pid: pid_t) -> pid_t? { facts(of: pid)?.dropFirst().first.flatMap { pid_t($0) } }

/// What follows the name, which may hold anything.
private func facts(of pid: pid_t) -> [Substring]? {
    guard let file = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
    return String(decoding: file, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
}

/// Lets the processes of the machine go on for a moment: they tell nobody of what they do.
private func pause() async throws {
    try await ContinuousClock().sleep(for: .milliseconds(2))
}
