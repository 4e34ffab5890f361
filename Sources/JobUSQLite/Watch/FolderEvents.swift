import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc

    /// Reports that something was written to files of one folder, as the operating system reports it.
    final class FolderEvents: Sendable {
        // Safe to share: a dispatch source may be used from any thread.
        nonisolated(unsafe) private let source: any DispatchSourceRead

        /// - Parameters:
        ///   - prefix: how the names of the files begin.
        ///   - onWrite: called after one or more writes, until this value is let go.
        /// - Throws: `POSIXError` when the system has no more watches to give.
        init(folder: String, prefix: String, onWrite: @escaping @Sendable () -> Void) throws {
            let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            guard descriptor >= 0 else { throw Self.systemError() }
            guard inotify_add_watch(descriptor, folder, UInt32(IN_MODIFY) | UInt32(IN_CREATE)) >= 0 else {
                defer { close(descriptor) }
                throw Self.systemError()
            }
            source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "jobu.sqlite.watch"))
            source.setEventHandler {
                if Self.drain(descriptor, prefix: prefix) { onWrite() }
            }
            source.setCancelHandler { close(descriptor) }
            source.activate()
        }

        deinit {
            source.cancel()
        }

        /// Reads all events there are; true if one of them was for a file of ours.
        private static func drain(_ descriptor: Int32, prefix: String) -> Bool {
            var isOurs = false
            withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
                while let start = buffer.baseAddress {
                    let count = read(descriptor, start, buffer.count)
                    guard count > 0 else { return }
                    var offset = 0
                    while offset < count {
                        let event = start.load(fromByteOffset: offset, as: inotify_event.self)
                        let name = start + offset + MemoryLayout<inotify_event>.size
                        // The name ends with at least one NUL inside its `len` bytes.
                        if event.len > 0, String(cString: name.assumingMemoryBound(to: CChar.self)).hasPrefix(prefix) {
                            isOurs = true
                        }
                        offset += MemoryLayout<inotify_event>.size + Int(event.len)
                    }
                }
            }
            return isOurs
        }

        private static func systemError() -> POSIXError {
            POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }
#endif
