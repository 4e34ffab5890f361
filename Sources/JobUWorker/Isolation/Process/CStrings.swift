import Foundation

/// Texts as C wants lists of them.
enum CStrings {
    /// - Parameter body: gets pointers that are good inside it only, and nil after the last.
    static func with<Value>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value) -> Value {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
