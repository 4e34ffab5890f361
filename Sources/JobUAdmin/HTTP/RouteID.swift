import Hummingbird
import HummingbirdCore
import JobUModel

extension RequestContext {
    func cronJobID() throws -> CronJobID { CronJobID(rawValue: try number("id")) }

    func executionID() throws -> ExecutionID { ExecutionID(rawValue: try number("id")) }

    func alertID() throws -> Int64 { try number("id") }

    /// A whole number in the path.
    func number(_ name: String) throws -> Int64 {
        guard let text = parameters.get(name), let number = Int64(text) else {
            throw AdminError.invalid([InputProblem(.path, name, "must be a whole number", type: "int_parsing")])
        }
        return number
    }
}
