import Foundation
import JobUHandler
import Synchronization

extension Harm {
    /// Never set.
    private static let isOver = Atomic<Bool>(false)

    func die() -> Never {
        // The harms these runs are about.
        switch params.kind {
        case "trap": fatalError("the probe gave up: 포기")  // On purpose.
        case "index":
            let empty = [Int](repeating: 0, count: params.count ?? 0)
            exit(Int32(empty[3]))
        case "nil":
            let missing = params.count
            // swift-format-ignore: NeverForceUnwrap
            exit(Int32(missing!))  // On purpose.
        case "stack": exit(Int32(truncatingIfNeeded: Self.dig(1)))
        case "kill": kill(getpid(), SIGKILL)
        case "abort": abort()
        default: exit(Int32(params.count ?? 0))
        }
        fatalError("still alive")  // On purpose.
    }

    /// A recursion without an end.
    @inline(never)
    private static func dig(_ depth: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: 1_024, alignment: 8) { buffer in
            buffer[0] = UInt8(truncatingIfNeeded: depth)
            return dig(depth + 1) + Int(buffer[0])
        }
    }

    /// Computes, and does not ask whether it shall go on.
    func hang() {
        while !Self.isOver.load(ordering: .relaxed) {}
    }

    func leak() {
        var kept: [UnsafeMutableRawBufferPointer] = []
        for index in 0..<(params.count ?? 4_096) {
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            _ = piece.initializeMemory(as: UInt8.self, repeating: UInt8(truncatingIfNeeded: index))
            kept.append(piece)
        }
        for piece in kept { piece.deallocate() }
    }

    /// Much memory at once, none of which is used.
    func reserve() {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 30, alignment: 16)
        print(piece.count)
        piece.deallocate()
    }

    func closeOutput() {
        close(STDOUT_FILENO)
        close(STDERR_FILENO)
    }

    /// 100 MB to standard output, and a last word to standard error.
    func flood() {
        let piece = Data((String(repeating: "물", count: 21_845) + "\n").utf8)
        for _ in 0..<1_600 { FileHandle.standardOutput.write(piece) }
        FileHandle.standardError.write(Data("마지막 말\n".utf8))
    }

    func speakGarbage() throws {
        for descriptor in try lines() { _ = write(descriptor, "HTTP/1.1 200 OK\r\n\r\n", 19) }
        Foundation.sleep(60)
    }

    func closeLine() throws {
        for descriptor in try lines() { shutdown(descriptor, Int32(SHUT_RDWR)) }
        Foundation.sleep(60)
    }

    /// The sockets of this process: none but the line to the worker.
    private func lines() throws -> [Int32] {
        (0..<1_024).filter { descriptor in
            var kind: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            return getsockopt(Int32(descriptor), SOL_SOCKET, SO_TYPE, &kind, &size) == 0
        }.map { Int32($0) }
    }
}
