import Synchronization

/// A queue with many producers and one consumer that takes batches: elements that arrive while a batch is written form the next one.
final class Inbox<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isClosed = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Returns false when the inbox is closed.
    @discardableResult
    func put(_ element: Element) -> Bool {
        let (isOpen, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            guard !state.isClosed else { return (false, nil) }
            state.elements.append(element)
            defer { state.waiter = nil }
            return (true, state.waiter)
        }
        waiter?.resume()
        return isOpen
    }

    /// Waits for elements and returns up to `limit` of them; nil if the inbox is closed and empty. For a single consumer.
    func take(limit: Int) async -> [Element]? {
        while true {
            if let elements = takeNow(limit: limit) { return elements.isEmpty ? nil : elements }
            await waitForChange()
        }
    }

    func close() {
        let waiter = state.withLock { state in
            state.isClosed = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Nil to wait; empty when it is over.
    private func takeNow(limit: Int) -> [Element]? {
        state.withLock { state in
            if state.elements.isEmpty { return state.isClosed ? [] : nil }
            guard state.elements.count > limit else {
                defer { state.elements = [] }
                return state.elements
            }
            defer { state.elements.removeFirst(limit) }
            return Array(state.elements.prefix(limit))
        }
    }

    private func waitForChange() async {
        await withCheckedContinuation { waiter in
            let isChanged = state.withLock { state in
                if !state.elements.isEmpty || state.isClosed { return true }
                state.waiter = waiter
                return false
            }
            if isChanged { waiter.resume() }
        }
    }
}
