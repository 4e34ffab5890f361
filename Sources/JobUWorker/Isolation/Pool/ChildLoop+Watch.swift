import Foundation
import JobUModel

extension ChildLoop {
    private var beatInterval: Duration { configuration.heartbeatTimeout / 4 }

    /// Does what is due by now.
    func watch() {
        let now = stopwatch.elapsed
        for child in children.values { carryOut(child, now) }
        watchMemory(now)
        beat(now)
        if let tick = state.nextTick, tick <= now { perform(state.tick(at: now)) }
    }

    /// When something is due next; nil for never.
    var nextDue: Duration? {
        var due = children.values.compactMap { child -> Duration? in
            if let sentence = child.sentence { return sentence.isCarriedOut ? nil : sentence.killAt }
            return child.isReady ? nil : child.startedAt + configuration.startTimeout
        }
        if let nextWatch { due.append(nextWatch) }
        if let nextBeat { due.append(nextBeat) }
        if let tick = state.nextTick { due.append(tick) }
        return due.min()
    }

    private func carryOut(_ child: ChildProcess, _ now: Duration) {
        if !child.isReady, child.sentence == nil, child.startedAt + configuration.startTimeout <= now {
            child.sentence = .init(killAt: now)
        }
        guard let sentence = child.sentence, !sentence.isCarriedOut, sentence.killAt <= now else { return }
        child.signalSession(SIGKILL)
        child.sentence?.isCarriedOut = true
    }

    /// Ends executions that use more memory than their limit.
    private func watchMemory(_ now: Duration) {
        let limited = children.values.filter { $0.call?.memoryLimit != nil && $0.sentence == nil }
        guard !limited.isEmpty else {
            nextWatch = nil
            return
        }
        if let nextWatch, nextWatch > now { return }
        nextWatch = now + configuration.watchInterval
        for child in limited {
            guard let limit = child.call?.memoryLimit, let memory = ProcessMemory(of: "\(child.pid)") else { continue }
            if memory.own >= child.memory?.own ?? 0 { child.memory = memory }
            if memory.own > limit {
                condemn(child, .memory(used: memory.own, limit: limit), grace: .zero)
                carryOut(child, now)
            }
        }
    }

    /// Tells busy children that their worker is alive, so that they can end themselves when it is not, or stands still.
    private func beat(_ now: Duration) {
        let busy = children.values.filter { $0.call != nil }
        guard !busy.isEmpty else {
            nextBeat = nil
            return
        }
        if let nextBeat, nextBeat > now { return }
        nextBeat = now + beatInterval
        for child in busy where !child.wantsToWrite { child.send(Self.beatMessage) }
    }
}
