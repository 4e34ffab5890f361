import Dispatch
import JobUDatabase
import Synchronization
import Testing

@Suite("The threads of sessions")
struct SessionThreadTests {
    private final class Tally: Sendable {
        let numbers = Mutex<[Int]>([])
        let lock = DispatchSemaphore(value: 0)
    }

    private func run(on thread: SessionThread, _ job: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            thread.async {
                job()
                continuation.resume()
            }
        }
    }

    /// libdispatch lends some 255 threads to all queues of a process.
    @Test("any number of sessions that wait for one lock does not keep its holder from giving it back", .timeLimit(.minutes(1)))
    func manyWaiters() async {
        let (count, tally) = (400, Tally())
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    await self.run(on: SessionThread("waiter")) {
                        tally.lock.wait()
                        tally.numbers.withLock { $0.append(number) }
                    }
                }
            }
            group.addTask {
                await self.run(on: SessionThread("holder")) { for _ in 0..<count { tally.lock.signal() } }
            }
        }
        #expect(Set(tally.numbers.withLock(\.self)).count == count)
    }

    @Test("jobs run in turn, also when nobody has the thread any more")
    func order() async {
        let tally = Tally()
        await withCheckedContinuation { continuation in
            let thread = SessionThread("short")
            for number in 0..<100 { thread.async { tally.numbers.withLock { $0.append(number) } } }
            thread.async { continuation.resume() }
        }
        #expect(tally.numbers.withLock(\.self) == Array(0..<100))
    }
}
