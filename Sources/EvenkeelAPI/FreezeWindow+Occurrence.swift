import FoundationEssentials
public import KubernetesTypes

/// The reason why the times of a freeze window are unknown. Such a window must not be ignored.
public struct FreezeProblem: Error, Sendable, Hashable {
    public var reason: String
}

extension FreezeWindow {
    /// The end of the window that is open at `now`, or `nil`.
    ///
    /// The schedule is in local time. If a clock is turned forward, a start that the day does not have happens later by
    /// the same time. If it is turned back, the first of two starts counts.
    public func openUntil(at now: Timestamp) throws(FreezeProblem) -> Timestamp? {
        guard let cron = CronSchedule(schedule) else {
            throw FreezeProblem(
                reason: "\"\(schedule)\" is not a cron expression of five fields, such as \"0 18 * * FRI\"")
        }
        guard let zone else {
            throw FreezeProblem(
                reason: "\"\(timeZone)\" is not a time zone of this system, such as Europe/Berlin")
        }
        let offset = Int64(zone.secondsFromGMT(for: now.date))
        let today = (now.microsecondsSince1970 / 1_000_000 + offset).dayNumber
        let days = Int64((duration.seconds / 86_400).rounded(.up)) + 1
        let minutes = cron.minutesOfDay
        // From today backwards, to the first day with a start that is still open: a long window has thousands of them.
        for day in stride(from: today, through: today - days, by: -1) where cron.includes(day) {
            let starts = minutes.lazy.map { Self.utc(localSeconds: day * 86_400 + Int64($0) * 60, zone) }
            if let latest = starts.filter({ $0 <= now && $0 + duration.seconds > now }).max() {
                return latest + duration.seconds
            }
        }
        return nil
    }

    private static func utc(localSeconds: Int64, _ zone: TimeZone) -> Timestamp {
        func offset(_ seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        // The offset before the day's change of clocks, if there is one, decides.
        let before = offset(localSeconds - 86_400)
        let guess = localSeconds - before
        let atGuess = offset(guess)
        let seconds = atGuess == before || offset(localSeconds - atGuess) != atGuess ? guess : localSeconds - atGuess
        return Timestamp(microsecondsSince1970: seconds * 1_000_000)
    }
}

extension CronSchedule {
    /// - Parameter day: since 1 January 1970, a Thursday.
    fileprivate func includes(_ day: Int64) -> Bool {
        let date = CivilDate.date(days: day)
        return includes(month: Int(date.month), day: Int(date.day), weekday: Int(((day + 4) % 7 + 7) % 7))
    }
}

extension Int64 {
    fileprivate var dayNumber: Int64 { self >= 0 ? self / 86_400 : -((-self + 86_399) / 86_400) }
}
