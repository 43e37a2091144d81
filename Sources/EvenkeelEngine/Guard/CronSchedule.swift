/// A cron expression with five fields: minute, hour, day of month, month, day of week.
///
/// Lists, ranges and steps (`0,30`, `9-17`, `*/15`), names of months and days in three letters, and 0 or 7 for Sunday. As in
/// every cron, where both day fields are restricted, either of them is enough.
struct CronSchedule: Sendable, Hashable {
    private var minutes: Set<Int>
    private var hours: Set<Int>
    private var daysOfMonth: Set<Int>
    private var months: Set<Int>
    private var daysOfWeek: Set<Int>
    private var hasDaysOfMonth: Bool
    private var hasDaysOfWeek: Bool

    /// `nil` where the text is not such an expression.
    init?(_ text: String) {
        let fields = text.split(separator: " ").map { $0.uppercased() }
        guard fields.count == 5,
            let minutes = Self.values(fields[0], 0...59), let hours = Self.values(fields[1], 0...23),
            let daysOfMonth = Self.values(fields[2], 1...31),
            let months = Self.values(fields[3], 1...12, names: Self.monthNames, from: 1),
            let daysOfWeek = Self.values(fields[4], 0...7, names: Self.dayNames, from: 0)
        else { return nil }
        self.minutes = minutes
        self.hours = hours
        self.daysOfMonth = daysOfMonth
        self.months = months
        self.daysOfWeek = Set(daysOfWeek.map { $0 % 7 })
        hasDaysOfMonth = !fields[2].hasPrefix("*")
        hasDaysOfWeek = !fields[4].hasPrefix("*")
    }

    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    private static func values(
        _ field: String, _ range: ClosedRange<Int>, names: [String] = [], from first: Int = 0
    ) -> Set<Int>? {
        var result: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            let step = halves.count == 2 ? Int(halves[1]) : 1
            guard halves.count <= 2, let step, step > 0,
                let bounds = bounds(String(halves[0]), range, names: names, from: first, hasStep: halves.count == 2)
            else { return nil }
            result.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
        }
        return result
    }

    private static func bounds(
        _ text: String, _ range: ClosedRange<Int>, names: [String], from first: Int, hasStep: Bool
    ) -> ClosedRange<Int>? {
        if text == "*" { return range }
        let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
            names.firstIndex(of: String(part)).map { $0 + first } ?? Int(part)
        }
        guard let low = numbers.first ?? nil, range.contains(low) else { return nil }
        // `5/10` begins at 5 and goes on to the end.
        guard numbers.count == 2 else { return numbers.count == 1 ? low...(hasStep ? range.upperBound : low) : nil }
        guard let high = numbers[1], range.contains(high), low <= high else { return nil }
        return low...high
    }

    /// Whether the schedule names this day: months and days counted from 1, Sunday is 0.
    func includes(month: Int, day: Int, weekday: Int) -> Bool {
        guard months.contains(month) else { return false }
        let isDay = daysOfMonth.contains(day)
        let isWeekday = daysOfWeek.contains(weekday)
        return hasDaysOfMonth && hasDaysOfWeek ? isDay || isWeekday : isDay && isWeekday
    }

    /// The minutes of a day at which it fires, counted from midnight, ascending.
    var minutesOfDay: [Int] { hours.sorted().flatMap { hour in minutes.sorted().map { hour * 60 + $0 } } }
}
