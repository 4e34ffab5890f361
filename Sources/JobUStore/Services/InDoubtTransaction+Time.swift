package import JobUDatabase
package import JobUModel

extension InDoubtTransaction {
    /// When it was begun.
    package var since: Timestamp { Timestamp(microseconds: madeMilliseconds * 1_000) }
}
