// Handlers need only this import.
@_exported public import JobUComposition
@_exported public import JobUDatabase
@_exported public import JobUHandler
@_exported public import JobUModel
@_exported public import JobUStore
@_exported public import Logging
