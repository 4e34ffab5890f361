/// Makes schedules that have something to do in the hours around a local time.
struct RandomSchedule {
    /// - Parameters:
    ///   - hour: of the local clock, so that many fires fall near it.
    ///   - date: of the local clock.
    static func make(hour: Int, date: CivilDate, using random: inout SplitMix64) -> PlainSchedule {
        let nearHours = (-2...3).map { (hour + $0 + 24) % 24 }
        return PlainSchedule(
            minute: field(0...59, near: [0, 1, 15, 30, 45, 59], starPercent: 35, using: &random),
            hour: field(0...23, near: nearHours, starPercent: 35, using: &random),
            dayOfMonth: field(1...31, near: [date.day, 1, 15], starPercent: 65, using: &random),
            month: field(1...12, near: [date.month], starPercent: 80, using: &random),
            dayOfWeek: field(0...6, near: [date.weekday, (date.weekday + 1) % 7], starPercent: 65, using: &random))
    }

    private static func field(
        _ range: ClosedRange<Int>, near: [Int], starPercent: Int, using random: inout SplitMix64
    ) -> PlainSchedule.Field {
        if random.chance(starPercent) {
            if random.chance(60) { return .init(text: "*", values: Set(range)) }
            let step = Int.random(in: 2...max(3, range.count / 2), using: &random)
            return .init(text: "*/\(step)", values: Set(stride(from: range.lowerBound, through: range.upperBound, by: step)))
        }
        var (texts, values): ([String], Set<Int>) = ([], [])
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let low = random.chance(70) ? random.pick(near) : Int.random(in: range, using: &random)
            let high = Int.random(in: low...range.upperBound, using: &random)
            let step = Int.random(in: 1...5, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                texts.append("\(low)-\(high)")
                values.formUnion(low...high)
            case 1:
                texts.append("\(low)-\(high)/\(step)")
                values.formUnion(stride(from: low, through: high, by: step))
            case 2:
                texts.append("\(low)/\(step)")
                values.formUnion(stride(from: low, through: range.upperBound, by: step))
            default:
                texts.append("\(low)")
                values.insert(low)
            }
        }
        return .init(text: texts.joined(separator: ","), values: values)
    }
}
