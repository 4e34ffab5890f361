import Foundation
import JobUModel
import Logging

extension ChildLoop {
    func perform(_ actions: [ChildPoolState.Action]) {
        for action in actions {
            switch action {
            case .start(let id): start(id)
            case .assign(let call, let id): assign(call, to: id)
            case .end(let id): if let child = children[id] { dismiss(child) }
            case .fail(let call):
                calls.removeValue(forKey: call)?.end(ChildExit(.notStarted(isClosed ? "the worker is shutting down" : lastFailure)))
            }
        }
    }

    private func start(_ id: Int) {
        do {
            children[id] = try ChildProcess(command, at: stopwatch.elapsed)
        } catch {
            recordStartFailure("\(error)")
            perform(state.gone(id, at: stopwatch.elapsed))
        }
    }

    private func recordStartFailure(_ why: String) {
        lastFailure = why
        logger.warning(
            "Child process failed to start; retrying",
            metadata: [LogKeys.error: "\(why)", LogKeys.failures: "\(state.failures + 1)"])
    }

    private func assign(_ call: ObjectIdentifier, to id: Int) {
        guard let call = calls[call], let child = children[id] else { return }
        child.call = call
        child.send(call.message)
    }

    /// An idle child ends by itself when its line is closed.
    func dismiss(_ child: ChildProcess) {
        child.shut(.line)
        if child.sentence == nil { child.sentence = .init(killAt: stopwatch.elapsed + configuration.killGrace) }
    }

    /// Ends a child with everything it has started.
    /// - Parameter grace: between SIGTERM, which programs it has started may heed, and SIGKILL.
    func condemn(_ child: ChildProcess, _ verdict: ChildExit.Verdict, grace: Duration) {
        let killAt = stopwatch.elapsed + grace
        if let sentence = child.sentence, sentence.killAt <= killAt { return }
        child.sentence = .init(killAt: killAt, verdict: child.sentence?.verdict ?? verdict)
        if grace > .zero { child.signalSession(SIGTERM) }
    }

    // MARK: - Ends

    func seeEnd(of child: ChildProcess, _ id: Int) {
        // What it sent before its end counts.
        for _ in 0..<Self.portionsMax where child.descriptor(.line) >= 0 {
            if !readLine(of: child, id) { break }
        }
        readOutput(of: child, .stdout)
        readOutput(of: child, .stderr)
        let (exit, peak) = child.reap()
        child.closeAll()
        children[id] = nil
        if let call = child.call {
            calls[ObjectIdentifier(call)] = nil
            call.end(ChildExit(.process(exit, child.verdict), peakMemory: child.memory.map { max($0.own, peak - $0.shared) } ?? peak))
        }
        if !child.isReady, !isClosed { recordStartFailure(Self.words(exit, child)) }
        perform(state.gone(id, at: stopwatch.elapsed))
    }

    private static func words(_ exit: ChildExit.Exit, _ child: ChildProcess) -> String {
        let last = child.idleOutput.lastWords
        let how =
            switch exit {
            case .exited(let code): "the child process exited with code \(code) before it was ready"
            case .signaled(let signal):
                "the child process was killed by \(SignalName.of(signal)) before it was ready"
            }
        return last.isEmpty ? how : "\(how): \(last)"
    }
}

extension ChildProcess {
    /// Why the worker ended it; nil when it came to its end by itself.
    fileprivate var verdict: ChildExit.Verdict? {
        guard let sentence else { return nil }
        // Every end looks like a closed pipe at first.
        if case .brokenLine = sentence.verdict { return sentence.isCarriedOut ? sentence.verdict : nil }
        return sentence.verdict
    }
}
