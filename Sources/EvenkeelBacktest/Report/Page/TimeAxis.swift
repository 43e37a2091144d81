import Detection
import KubernetesTypes

/// The horizontal position of a time in a chart, in percent, and the labels of the axis.
struct TimeAxis: Sendable {
    let span: Span

    func percent(_ time: Timestamp) -> Double { percent(time.secondsSince1970) }

    func percent(_ seconds: Double) -> Double {
        let share = (seconds - span.from.secondsSince1970) / max(1e-9, span.length)
        return (min(1, max(0, share)) * 10_000).rounded() / 100
    }

    struct Tick {
        var percent: Double
        var text: String
        /// Left out where there is little room.
        var isMinor: Bool
    }

    private static let steps: [Double] = [
        60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 345_600, 604_800, 1_209_600,
        2_592_000, 7_776_000, 15_552_000, 31_536_000,
    ]

    /// Between four and eight of them, at round times (UTC).
    var ticks: [Tick] {
        let step = Self.steps.first { span.length / $0 <= 8 } ?? span.length / 8
        var time = (span.from.secondsSince1970 / step).rounded(.up) * step
        var ticks: [Tick] = []
        while time <= span.to.secondsSince1970, ticks.count < 12 {
            let text = step < 86_400 ? Self.clock(time, withDay: span.length > 86_400) : Self.day(time)
            let percent = percent(time)
            if percent > 1.5, percent < 98.5 {
                ticks.append(Tick(percent: percent, text: text, isMinor: ticks.count % 2 == 1))
            }
            time += step
        }
        return ticks
    }

    /// `14 Nov`.
    static func day(_ seconds: Double) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let text = "\(Timestamp(secondsSince1970: seconds))"
        let month = Int(text.dropFirst(5).prefix(2)) ?? 1
        let day = Int(text.dropFirst(8).prefix(2)) ?? 1
        return "\(day) \(months[(month - 1) % 12])"
    }

    /// `09:30`, or `14 Nov 09:30`.
    static func clock(_ seconds: Double, withDay: Bool) -> String {
        let clock = "\(Timestamp(secondsSince1970: seconds))".dropFirst(11).prefix(5)
        return withDay ? "\(day(seconds)) \(clock)" : String(clock)
    }

    static func moment(_ time: Timestamp) -> String { clock(time.secondsSince1970, withDay: true) }
}
