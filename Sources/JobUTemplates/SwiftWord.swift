/// Words that cannot name a module of a project.
enum SwiftWord {
    /// Swift's keywords.
    static let reserved: Set = [
        "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class", "continue", "default", "defer",
        "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in",
        "init", "inout", "internal", "is", "let", "macro", "main", "nil", "open", "operator", "package", "precedencegroup", "private",
        "protocol",
        "public", "repeat", "rethrows", "return", "self", "Self", "some", "static", "struct", "subscript", "super", "switch", "throw",
        "throws", "true", "try", "Type", "type", "typealias", "var", "where", "while",
    ]

    /// Modules that are in every build of a project, in small letters; those of JobU itself all begin with `jobu`.
    static let modules: Set = [
        "app", "argumentparser", "argumentparsertoolinfo", "asynchttpclient", "asyncalgorithms", "atomics", "cjobulibmariadb",
        "cjobulibpq", "collections", "coremetrics", "crypto", "dequemodule", "dispatch", "foundation", "foundationessentials", "glibc",
        "grdb", "grdbsqlite", "httptypes", "hummingbird", "hummingbirdcore", "logging", "metrics", "mustache", "nio", "niocore",
        "niofoundationcompat", "niohttp1", "niohttp2", "nioposix", "niossl", "observation", "regexbuilder", "servicecontextmodule",
        "servicelifecycle", "subprocess", "swift", "synchronization", "systempackage", "testing", "tracing", "unixsignals", "xctest",
        "yams",
    ]
}
