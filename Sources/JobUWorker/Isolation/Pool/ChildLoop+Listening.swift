import Foundation
import JobUModel

extension ChildLoop {
    /// Portions of 64 KiB that are read from one child before the others are looked at again.
    static let portionsMax = 16

    /// Reads a portion of what a child says.
    /// - Returns: whether there may be more.
    @discardableResult
    func readLine(of child: ChildProcess, _ id: Int) -> Bool {
        switch Descriptor.read(child.descriptor(.line), into: buffer) {
        case .later: return false
        case .closed:
            loseLine(of: child, id)
            return false
        case .bytes(let count):
            child.decoder.append(buffer.prefix(count))
            // What was printed before a message is passed on before it.
            readOutput(of: child, .stdout)
            readOutput(of: child, .stderr)
            do {
                while let frame = try child.decoder.next() { try take(frame, from: child, id) }
                return true
            } catch {
                child.shut(.line)
                condemn(child, .brokenLine("\(error)"), grace: .zero)
                perform(state.giveUp(id))
                return false
            }
        }
    }

    private func loseLine(of child: ChildProcess, _ id: Int) {
        child.shut(.line)
        // Mostly it has ended, and its exit is read in a moment.
        if child.sentence == nil {
            child.sentence = .init(killAt: stopwatch.elapsed + .milliseconds(500), verdict: .brokenLine("its pipe was closed"))
        }
        perform(state.giveUp(id))
    }

    private func take(_ frame: Frame, from child: ChildProcess, _ id: Int) throws {
        if frame.kind == .ready, !child.isReady {
            child.isReady = true
            perform(state.ready(id, at: stopwatch.elapsed))
            return
        }
        // Messages after the last one of an execution belong to none.
        guard let call = child.call else { return }
        guard case .ended(let isReusable) = try call.receive(frame) else { return }
        calls[ObjectIdentifier(call)] = nil
        child.call = nil
        child.memory = ProcessMemory(of: "\(child.pid)")
        let isFit = isReusable && !child.isMuted && child.sentence == nil && (child.memory?.own ?? 0) < configuration.memoryMax
        child.memory = nil
        perform(state.release(id, isReusable: isFit, at: stopwatch.elapsed))
    }

    /// Reads what there is, so that a child's output never blocks it.
    func readOutput(of child: ChildProcess, _ stream: OutputLines.Stream) {
        let channel: ChildProcess.Channel = stream == .stdout ? .stdout : .stderr
        for _ in 0..<Self.portionsMax where child.descriptor(channel) >= 0 {
            switch Descriptor.read(child.descriptor(channel), into: buffer) {
            case .later: return
            case .closed: return child.shut(channel)
            case .bytes(let count):
                let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                if let call = child.call { call.receive(bytes, from: stream) } else { _ = child.idleOutput.take(bytes, from: stream) }
            }
        }
    }
}
