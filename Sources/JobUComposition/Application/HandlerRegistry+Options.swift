package import JobUHandler
import JobUModel

extension HandlerRegistry {
    /// Makes sure that executions may have what handlers declare.
    /// - Throws: `StartError` that names the first handler and field that is wrong.
    package func checkOptions() throws {
        for (name, options) in options.sorted(by: { $0.key < $1.key }) {
            let problems = HandlerCall.problems(name: name, params: "{}") + options.problems
            guard let problem = problems.first else { continue }
            throw StartError.configuration("the options of handler '\(name)': \(problem.field) \(problem.message)")
        }
    }
}
