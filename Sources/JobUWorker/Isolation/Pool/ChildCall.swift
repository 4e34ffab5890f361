/// One use of a child process. The pool calls it on its own thread, one method after the other; none of them may wait.
package protocol ChildCall: AnyObject, Sendable {
    /// The first message to the child, as bytes.
    var message: [UInt8] { get }
    /// Bytes of memory the child may use during the call.
    var memoryLimit: Int? { get }
    /// Receives a message of the child.
    /// - Throws: when it does not belong there; the child is ended then.
    func receive(_ frame: Frame) throws -> ChildCallState
    /// Receives what the child has written to standard output or error.
    func receive(_ bytes: UnsafeRawBufferPointer, from stream: OutputLines.Stream)
    /// Ends the call because the child has ended. Nothing comes after this.
    func end(_ ending: ChildExit)
}

package enum ChildCallState: Sendable, Equatable {
    case goesOn
    /// The call is over.
    case ended(isReusable: Bool)
}
