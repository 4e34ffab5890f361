import Foundation
import JobUContracts
import JobUDatabase

/// A coordinator of one transaction over several databases that ends or stops itself at a named step.
///
/// usage: AtomicProbe PLACE KEY DATABASE,DATABASE… STEP kill|stop
@main
struct AtomicProbe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6 else {
            print("usage: AtomicProbe PLACE KEY DATABASE,DATABASE… STEP kill|stop")
            exit(64)
        }
        let place = try JSONDecoder().decode(AtomicLocation.self, from: Data(arguments[1].utf8))
        let (step, signal) = (arguments[4], arguments[5] == "stop" ? SIGSTOP : SIGKILL)
        let harness = AtomicHarness(place) { checkpoint in
            guard checkpoint.description == step else { return }
            say("reached \(step)")
            // To this thread, not to the process: another thread could take the signal while this one goes on.
            raise(signal)
        }
        do {
            try await harness.write(arguments[2], on: arguments[3].split(separator: ",").map(String.init))
            say("committed")
        } catch {
            say("failed: \(error)")
        }
        try await harness.close()
    }

    /// Written at once: what is buffered would die with the process.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
