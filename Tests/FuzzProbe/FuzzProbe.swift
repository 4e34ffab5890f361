import Foundation
import FuzzTargets

#if FUZZING
    /// Called by libFuzzer, which brings the `main` of the program. The variable names the target.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
        let target = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["JOBU_FUZZ_TARGET"] ?? "") ?? .cron
        do {
            try target.run(Array(UnsafeBufferPointer(start: start, count: count)))
        } catch {
            // libFuzzer finds a fault by the end of the process.
            fatalError("\(error)")
        }
        return 0
    }
#else
    /// Runs files through a target: `FuzzProbe cron FILE…`, as libFuzzer's own program does.
    @main
    struct FuzzProbe {
        static func main() throws {
            let arguments = CommandLine.arguments.dropFirst()
            guard let target = arguments.first.flatMap(FuzzTarget.init(rawValue:)) else {
                print("usage: FuzzProbe \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) FILE...")
                exit(64)
            }
            for file in arguments.dropFirst() {
                try target.run(Array(try Data(contentsOf: URL(fileURLWithPath: file))))
            }
        }
    }
#endif
