/// The instants at which an expression fires, one after the other, found as they are asked for.
public struct CronInstants: Sequence, IteratorProtocol, Sendable {
    private enum Direction { case forward, backward }

    private let expression: CronExpression
    private let zone: CronZone
    private let direction: Direction
    private var last: Int64?

    fileprivate init(_ expression: CronExpression, _ zone: CronZone, after instant: Int64) {
        (self.expression, self.zone, direction, last) = (expression, zone, .forward, instant)
    }

    fileprivate init(_ expression: CronExpression, _ zone: CronZone, before instant: Int64) {
        (self.expression, self.zone, direction, last) = (expression, zone, .backward, instant)
    }

    /// The next instant in the direction of the sequence, seconds since 1970; nil at the end, 2199 or 1970.
    public mutating func next() -> Int64? {
        guard let from = last else { return nil }
        switch direction {
        case .forward: last = expression.next(after: from, in: zone)
        case .backward: last = expression.previous(before: from, in: zone)
        }
        return last
    }
}

extension CronExpression {
    /// The instants strictly after `instant`, seconds since 1970, in order.
    public func instants(after instant: Int64, in zone: CronZone) -> CronInstants {
        CronInstants(self, zone, after: instant)
    }

    /// The instants strictly before `instant`, seconds since 1970, newest first.
    public func instants(before instant: Int64, in zone: CronZone) -> CronInstants {
        CronInstants(self, zone, before: instant)
    }
}
