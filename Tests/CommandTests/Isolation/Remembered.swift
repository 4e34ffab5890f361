import JobUModel
import Synchronization

/// What a test beside a process remembers of it.
final class Remembered<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    var all: [Element] { elements.withLock(\.self) }

    func keep(_ element: Element) { elements.withLock { $0.append(element) } }
    func keep(_ more: [Element]) { elements.withLock { $0 += more } }
}

typealias Runs = Remembered<ExecutionID>
typealias Pids = Remembered<Int32>
