package import JobUModel

/// An execution that could be claimed, as it was seen beside those of other queues.
package struct ClaimCandidate: Sendable, Equatable {
    package var id: ExecutionID
    package var queue: String
    /// Its place among all that wait: `run_at`, moved by a minute for each step of priority.
    package var order: Timestamp
    /// Where the next one of its cron stands, which can be claimed only when this one has been; nil where there is none.
    package var nextOrder: Timestamp?

    package init(id: ExecutionID, queue: String, order: Timestamp, nextOrder: Timestamp? = nil) {
        self.id = id
        self.queue = queue
        self.order = order
        self.nextOrder = nextOrder
    }
}

/// Decides which queues free capacity goes to: each place to the queue whose head has the smallest claim order. Pure: it reads no store.
package enum ClaimOrder {
    /// What one pass takes.
    package struct Plan: Sendable, Equatable {
        /// How many of each queue, in the order of their heads.
        package var shares: [Share] = []
        /// The claim order of the last one: what stands behind it is not claimed in this pass.
        package var bound: Timestamp?
        /// Nothing else can be claimed.
        package var isWhole = false

        /// How many it takes in all.
        package var count: Int { shares.reduce(0) { $0 + $1.count } }
    }

    package struct Share: Sendable, Equatable {
        package var queue: String
        package var count: Int

        package init(queue: String, count: Int) {
            self.queue = queue
            self.count = count
        }
    }

    /// - Parameters:
    ///   - candidates: in any order; of a queue with limits no more than its free capacity.
    ///   - frontier: where others may stand that were not looked at; what is behind it waits for another look. Nil when there are none.
    ///   - limit: how many are free.
    package static func plan(_ candidates: [ClaimCandidate], upTo frontier: Timestamp?, limit: Int) -> Plan {
        let ordered = candidates.sorted { ($0.order, $0.id.rawValue) < ($1.order, $1.id.rawValue) }
        var plan = Plan()
        for candidate in prefix(ordered, upTo: frontier, limit: limit) {
            plan.bound = candidate.order
            if let share = plan.shares.firstIndex(where: { $0.queue == candidate.queue }) {
                plan.shares[share].count += 1
            } else {
                plan.shares.append(Share(queue: candidate.queue, count: 1))
            }
        }
        plan.isWhole = frontier == nil && plan.count == candidates.count && candidates.allSatisfy { $0.nextOrder == nil }
        return plan
    }

    /// The first of those that stand in order, up to where one may stand that they do not hold: beyond the frontier, or behind one
    /// whose claim makes the next of its cron claimable.
    package static func prefix(_ ordered: [ClaimCandidate], upTo frontier: Timestamp? = nil, limit: Int) -> ArraySlice<ClaimCandidate> {
        var frontier = frontier
        var count = 0
        while count < min(limit, ordered.count) {
            let candidate = ordered[count]
            if let frontier, frontier < candidate.order { break }
            frontier = [frontier, candidate.nextOrder].compactMap(\.self).min()
            count += 1
        }
        return ordered.prefix(count)
    }
}
