/// An execution on its way through a child. Called on the pool's own thread, one call after the other, which must not wait.
package protocol ChildCall: AnyObject, Sendable {
    /// The first message to the child, as bytes.
    var message: [UInt8] { get }
    /// Bytes of memory the child may use meanwhile.
    var memoryLimit: Int? { get }
    /// The child has sent something.
    /// - Throws: when it does not belong there; the child is ended then.
    func receive(_ frame: Frame) throws -> ChildCallState
    /// The child has written to standard output or error.
    func receive(_ bytes: UnsafeRawBufferPointer, from stream: OutputLines.Stream)
    /// The child ended before the execution did. Nothing comes after this.
    func end(_ ending: ChildExit)
}

package enum ChildCallState: Sendable, Equatable {
    case goesOn
    /// The execution is over.
    case ended(isReusable: Bool)
}
