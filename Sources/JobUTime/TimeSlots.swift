/// A stretch of time in equal slots.
package struct TimeSlots: Sendable, Equatable {
    /// The start of the first slot.
    package var from: Timestamp
    package var slotSeconds: Int
    package var slots: Int

    package init(from: Timestamp, slotSeconds: Int, slots: Int) {
        self.from = from
        self.slotSeconds = slotSeconds
        self.slots = slots
    }

    /// The slots up to the one that holds `now`; they begin at whole multiples of their length.
    package init(upTo now: Timestamp, slotSeconds: Int, slots: Int) {
        let last = now.epochSeconds - now.epochSeconds % Int64(slotSeconds)
        self.init(from: Timestamp(epochSeconds: last - Int64(slotSeconds * (slots - 1))), slotSeconds: slotSeconds, slots: slots)
    }

    /// The end of the last slot.
    package var to: Timestamp { start(of: slots) }

    package func start(of slot: Int) -> Timestamp { from + .seconds(slot * slotSeconds) }

    /// The slot that holds an instant; nil outside.
    package func slot(of instant: Timestamp) -> Int? {
        guard instant >= from, instant < to else { return nil }
        return Int((instant.microseconds - from.microseconds) / (Int64(slotSeconds) * 1_000_000))
    }
}
