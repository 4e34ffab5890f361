import CJobUIsolation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Who may look into this process.
package enum ProcessPrivacy {
    /// Closes the memory and the environment of this process to the other programs of its user, commands that it starts among them: no
    /// `/proc/…/environ`, no debugger, no core dump. Root can look nevertheless. A program that it starts is as open as any.
    /// - Throws: `SystemError` when the system refuses.
    package static func hide() throws {
        guard jobu_hide_process(1) == 0 else { throw SystemError("the process cannot be hidden from other processes", code: errno) }
    }
}
