public import ArgumentParser
import JobUComposition
public import JobUCron
public import JobUModel
package import JobUStore

extension Role: ExpressibleByArgument {}
extension OverlapPolicy: ExpressibleByArgument {}
extension MisfirePolicy: ExpressibleByArgument {}
extension CronJobSort: ExpressibleByArgument {}
extension ExecutionSort: ExpressibleByArgument {}

extension ExecutionStatus: ExpressibleByArgument {
    /// Accepts lower case too.
    public init?(argument: String) {
        self.init(rawValue: argument.uppercased())
    }
}

extension Timestamp: ExpressibleByArgument {
    /// RFC 3339, such as `2026-11-23T18:00:00Z`.
    public init?(argument: String) {
        do { try self.init(rfc3339: argument) } catch { return nil }
    }
}

extension CronLanguage: ExpressibleByArgument {
    /// `en` or `ko`.
    public init?(argument: String) {
        switch argument.lowercased() {
        case "en", "english": self = .english
        case "ko", "korean": self = .korean
        default: return nil
        }
    }
}
