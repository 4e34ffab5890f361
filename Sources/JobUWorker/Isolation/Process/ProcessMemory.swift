import Foundation

/// How much memory a process uses.
struct ProcessMemory: Equatable {
    /// Bytes that are in memory and its own: what it has allocated and touched.
    var own: Int
    /// Bytes that are in memory and of files, such as the program itself, which all its processes share.
    var shared: Int
    /// Bytes it has mapped for data, whether touched or not: what the kernel's limit counts.
    var mapped: Int

    /// - Parameter statm: the text of `/proc/PID/statm`: size, resident, shared, text, library, data, in pages.
    init?(statm: some StringProtocol, pageSize: Int) {
        let fields = statm.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard fields.count >= 6 else { return nil }
        own = max(0, fields[1] - fields[2]) * pageSize
        shared = fields[2] * pageSize
        mapped = fields[5] * pageSize
    }

    /// Nil when there is no such process any more, or the system does not say.
    init?(of process: String) {
        let file = open("/proc/\(process)/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let text = withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer -> String? in
            guard case .bytes(let count) = Descriptor.read(file, into: buffer) else { return nil }
            return String(decoding: buffer.prefix(count), as: UTF8.self)
        }
        guard let text else { return nil }
        self.init(statm: text, pageSize: Int(sysconf(Int32(_SC_PAGESIZE))))
    }
}
