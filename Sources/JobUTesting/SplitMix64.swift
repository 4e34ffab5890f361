/// A random number generator that a seed reproduces. Put it into a failure's message: it prints its seed.
public struct SplitMix64: RandomNumberGenerator, Sendable, CustomStringConvertible {
    /// The seed of the sequence.
    public let seed: UInt64
    private var state: UInt64

    /// Creates a generator; equal seeds give equal sequences.
    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// Returns the next number of the sequence.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The seed, for a failure's message.
    public var description: String { "seed \(seed)" }
}
