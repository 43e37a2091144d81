/// Where a time lies across the picture; zero is the incident.
struct PictureAxis {
    let first = -3.0
    let last: Double

    private static let left = 104.0
    private static let right = 776.0

    init(_ record: DemoRecord) {
        let lengths = record.chapters.map { chapter in
            let start = record.incident(of: chapter.number) ?? 0
            return (record.moments(of: chapter.number).last?.at ?? start) - start
        }
        last = max(10, ((lengths.max() ?? 0) + 2).rounded(.up))
    }

    /// Every five seconds, or more rarely if the run was long.
    var ticks: [Double] {
        let step = [5.0, 10, 30, 60, 300].first { last / $0 <= 12 } ?? 600
        return Array(stride(from: 0, to: last, by: step))
    }

    func position(_ seconds: Double) -> Double {
        let share = (min(max(seconds, first), last) - first) / (last - first)
        return Self.left + share * (Self.right - Self.left)
    }

    func text(_ seconds: Double) -> String { Self.text(position(seconds)) }

    static func text(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
