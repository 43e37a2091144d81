/// A mean over about the last `span` numbers: plain until then, exponential after.
struct FadingMean: Sendable {
    private(set) var value = 0.0
    private var count = 0.0
    private let span: Double

    init(span: Double) {
        self.span = span
    }

    @inline(__always)
    mutating func add(_ number: Double) {
        if count < span { count += 1 }
        value += (number - value) / count
    }
}

/// Two means of different spans over the same numbers.
struct FadingMeanPair: Sendable {
    private(set) var short: FadingMean
    private(set) var long: FadingMean

    init(_ short: Double, _ long: Double) {
        self.short = FadingMean(span: short)
        self.long = FadingMean(span: long)
    }

    @inline(__always)
    mutating func add(_ number: Double) {
        short.add(number)
        long.add(number)
    }

    var difference: Double { short.value - long.value }
}
