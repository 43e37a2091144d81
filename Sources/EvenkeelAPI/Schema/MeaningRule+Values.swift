/// Rules about single values.
///
/// The API server evaluates CEL even if a pattern does not match. Each rule therefore accepts a value that the pattern
/// refuses, so that a mistake has one message.
extension MeaningRule {
    /// 0% to 100%.
    static let share = MeaningRule(
        Percentage.self, cel: "\(notA(Percentage.pattern)) || \(percents) <= 100.0",
        message: "must be between 0% and 100%"
    ) { $0.fraction <= 1 }

    /// 0% to less than 100%, because evidence is never certain.
    static let uncertain = MeaningRule(
        Percentage.self, cel: "\(notA(Percentage.pattern)) || \(percents) < 100.0",
        message: "must be below 100%, because evidence is never certain"
    ) { $0.fraction < 1 }

    static let nonZeroChange = MeaningRule(
        SignedPercentage.self, cel: "\(notA(SignedPercentage.pattern)) || self.matches('[1-9]')",
        message: "must not be 0%"
    ) { $0.fraction != 0 }

    /// Longer than zero. In CEL by its digits, because CEL's durations know no days.
    static let lasting = MeaningRule(
        TimeSpan.self, cel: "\(notA(TimeSpan.pattern)) || self.matches('[1-9]')", message: "must be longer than 0s"
    ) { $0.seconds > 0 }

    /// Within bounds of less than a day, so that it need not be written in days.
    static func duration(_ bounds: ClosedRange<TimeSpan>) -> MeaningRule {
        let (lower, upper) = (bounds.lowerBound, bounds.upperBound)
        let within = "duration(self) >= duration('\(lower)') && duration(self) <= duration('\(upper)')"
        return MeaningRule(
            TimeSpan.self, cel: "\(notA(TimeSpan.pattern)) || (!self.contains('d') && \(within))",
            message: "must be between \(lower) and \(upper)"
        ) { bounds.contains($0) }
    }

    private static func notA(_ pattern: String) -> String { "!self.matches(r'\(pattern)')" }
    private static let percents = "double(self.replace('%', ''))"
}

extension MeaningRule {
    static let httpAddress = {
        var rule = matching(
            #"^https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[A-Za-z0-9._~%!$&()*+,;=:/-]*)?$"#,
            message: "must be an http or https URL without user, query and fragment, "
                + "such as http://prometheus.monitoring.svc:9090")
        rule.isValueShown = false
        return rule
    }()

    static let cron = MeaningRule(
        String.self, cel: "self.matches(r'\(CronSchedule.pattern)')",
        message: "must be a cron schedule of five fields (minute, hour, day of month, month, day of week), "
            + "such as 0 18 * * FRI"
    ) { CronSchedule($0) != nil }

    private static func matching(_ pattern: String, message: String) -> MeaningRule {
        MeaningRule(String.self, cel: "self.matches(r'\(pattern)')", message: message) { text in
            Pattern.matches(text, pattern)
        }
    }
}
