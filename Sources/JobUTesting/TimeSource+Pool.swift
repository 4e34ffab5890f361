package import JobUDatabase
package import JobUModel

extension TimeSource {
    /// The same for the pool of a database.
    package var pool: PoolTime { PoolTime(clock: clock, random: random) }
}
