package import JobUDatabase
package import JobUModel

extension TimeSource {
    /// The time source of a database's pool.
    package var pool: PoolTime { PoolTime(clock: clock, random: random) }
}
