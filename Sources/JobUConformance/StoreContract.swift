/// What every store has to keep, whatever its engine. Run each case on a store of its own.
package enum StoreContract {
    package static let cases: [StoreCase] =
        cronJobs + dispatching + schedules + parameters + enqueueing + claiming + claimOrder + finishing + cancelling + rescuing
        + pruning + queries + queues + overviews + alerts + accounts + auditing + texts + oddRows
}
