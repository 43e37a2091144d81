/// A field of a cron expression: its numbers and names.
struct CronField: Sendable {
    private let range: ClosedRange<Int>
    /// The number of different values. It is smaller than the range if two numbers mean the same, as 0 and 7 for
    /// Sunday.
    private let count: Int
    /// The regular expression of a number in the range, with at most two digits.
    private let number: String
    /// The names of the values, from the first one.
    private let names: [String]

    static let minute = CronField(range: 0...59, count: 60, number: "[0-5]?[0-9]", names: [])
    static let hour = CronField(range: 0...23, count: 24, number: "[01]?[0-9]|2[0-3]", names: [])
    static let dayOfMonth = CronField(range: 1...31, count: 31, number: "0?[1-9]|[12][0-9]|3[01]", names: [])
    static let month = CronField(
        range: 1...12, count: 12, number: "0?[1-9]|1[0-2]",
        names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
    static let dayOfWeek = CronField(
        range: 0...7, count: 7, number: "0?[0-7]", names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])

    /// A list of parts, each with an optional step from 1 to 99.
    var pattern: String {
        let value = "(" + ([number] + names).joined(separator: "|") + ")"
        let part = "(\\*|\(value)(-\(value))?)(/[1-9][0-9]?)?"
        return "\(part)(,\(part))*"
    }

    /// The values of the field; `nil` if the text is not a field.
    func values(_ field: String) -> Set<Int>? {
        var result: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2, let step = halves.count == 2 ? Self.step(halves[1]) : 1,
                let bounds = bounds(halves[0], hasStep: halves.count == 2)
            else { return nil }
            for value in stride(from: bounds.lowerBound, through: bounds.upperBound, by: step) {
                result.insert((value - range.lowerBound) % count + range.lowerBound)
            }
        }
        return result
    }

    /// The first and the last value. A range that wraps around goes on after the end: `22-6` is 22 to 30.
    private func bounds(_ text: Substring, hasStep: Bool) -> ClosedRange<Int>? {
        if text == "*" { return range }
        let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map(value)
        guard let low = numbers.first ?? nil else { return nil }
        // `5/10` begins at 5 and goes on to the end.
        guard numbers.count == 2 else { return numbers.count == 1 ? low...(hasStep ? range.upperBound : low) : nil }
        guard let high = numbers[1] else { return nil }
        return low <= high ? low...high : low...(high + count)
    }

    private func value(_ text: Substring) -> Int? {
        if let index = names.firstIndex(of: String(text)) { return index + range.lowerBound }
        return Self.number(text).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func step(_ text: Substring) -> Int? {
        text.first == "0" ? nil : number(text)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
