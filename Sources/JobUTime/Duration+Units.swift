extension Duration {
    /// The whole microseconds in this duration; as many as fit where it is longer than 290,000 years.
    package var microseconds: Int64 {
        let seconds = min(max(components.seconds, -9_000_000_000_000), 9_000_000_000_000)
        return seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    /// The whole milliseconds in this duration, rounded toward zero.
    package var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }

    /// The duration as seconds with a fraction, for logs and answers.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
