/// A cron expression with five fields: minute, hour, day of month, month, day of week.
///
/// Lists, ranges and steps (`0,30`, `9-17`, `*/15`), upper case names of months and days in three letters, and 0 or 7
/// for Sunday. A range may wrap around: `22-6`, `FRI-MON`. As in every cron, if both day fields are restricted, either
/// of them is enough.
public struct CronSchedule: Sendable, Hashable {
    private var minutes: Set<Int>
    private var hours: Set<Int>
    private var daysOfMonth: Set<Int>
    private var months: Set<Int>
    private var daysOfWeek: Set<Int>
    private var hasDaysOfMonth: Bool
    private var hasDaysOfWeek: Bool

    /// `nil` if the text is not such an expression. It accepts exactly what ``pattern`` matches.
    public init?(_ text: String) {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 5, text.first != " ", text.last != " ",
            let minutes = CronField.minute.values(fields[0]), let hours = CronField.hour.values(fields[1]),
            let daysOfMonth = CronField.dayOfMonth.values(fields[2]), let months = CronField.month.values(fields[3]),
            let daysOfWeek = CronField.dayOfWeek.values(fields[4])
        else { return nil }
        self.minutes = minutes
        self.hours = hours
        self.daysOfMonth = daysOfMonth
        self.months = months
        self.daysOfWeek = daysOfWeek
        hasDaysOfMonth = !fields[2].hasPrefix("*")
        hasDaysOfWeek = !fields[4].hasPrefix("*")
    }

    /// The same grammar as a regular expression, for the CustomResourceDefinitions.
    static let pattern =
        "^"
        + [CronField.minute, .hour, .dayOfMonth, .month, .dayOfWeek].map(\.pattern).joined(separator: " +") + "$"

    /// True if the schedule includes this day. Months and days are counted from 1, Sunday is 0.
    public func includes(month: Int, day: Int, weekday: Int) -> Bool {
        guard months.contains(month) else { return false }
        let isDay = daysOfMonth.contains(day)
        let isWeekday = daysOfWeek.contains(weekday)
        return hasDaysOfMonth && hasDaysOfWeek ? isDay || isWeekday : isDay && isWeekday
    }

    /// The minutes of a day at which it fires, counted from midnight, ascending.
    public var minutesOfDay: [Int] { hours.sorted().flatMap { hour in minutes.sorted().map { hour * 60 + $0 } } }

    /// False if no year has a day of the schedule, such as 31 February.
    public var fires: Bool {
        // A day of the week occurs in every month, and each date occurs on each day of the week in some year.
        guard hasDaysOfMonth, !hasDaysOfWeek, let first = daysOfMonth.min() else { return true }
        return months.contains { first <= Self.longestMonths[$0 - 1] }
    }

    private static let longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}
