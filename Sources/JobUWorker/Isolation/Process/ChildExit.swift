/// How a child process ended during a call, or why none could be started for it.
package struct ChildExit: Sendable, Equatable {
    package enum Exit: Sendable, Equatable {
        case exited(Int32)
        case signaled(Int32)
    }

    /// Why the worker ended it.
    package enum Verdict: Sendable, Equatable {
        /// The worker ended it: the execution ignored its cancellation, or the lease was lost.
        case asked
        /// Bytes it used, of those it was allowed.
        case memory(used: Int, limit: Int)
        /// What it sent was not understood.
        case brokenLine(String)
    }

    package enum Cause: Sendable, Equatable {
        /// The process ended; `verdict` where the worker ended it.
        case process(Exit, Verdict?)
        /// No process could be started, and this is why.
        case notStarted(String)
        /// The call was cancelled before a child was free.
        case withdrawn
    }

    package var cause: Cause
    /// Bytes of memory it had at its highest, as far as was seen; nil when unknown.
    package var peakMemory: Int?

    package init(_ cause: Cause, peakMemory: Int? = nil) {
        self.cause = cause
        self.peakMemory = peakMemory
    }
}

extension ChildExit.Exit {
    /// Takes the status apart that `wait` gives.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signaled(signal)
    }
}
