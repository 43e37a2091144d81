extension Basis {
    func explanation(of judgement: Judgement) -> String {
        switch self {
        case .spread(let evidence):
            return evidence.explanation(of: judgement)
        case .adaptive(let evidence):
            return evidence.explanation(of: judgement)
        case .warmingUp(let value, let seen, let needed):
            return "\(NumberText.plain(value)) seen; still learning what is normal: \(seen) of \(needed) points"
        case .unjudged(.notFinite, let value):
            return "\(NumberText.plain(value)) is not a usable number; ignored"
        case .unjudged(.notNewer, let value):
            return "\(NumberText.plain(value)) is not newer than the point before; ignored"
        }
    }
}

extension SpreadEvidence {
    func explanation(of judgement: Judgement) -> String {
        let expected = judgement.expected
        let side = value >= expected ? "above" : "below"
        let value = NumberText.plain(value)
        let normal =
            "\(NumberText.plain(judgement.noticeBand.lower)) to \(NumberText.plain(judgement.noticeBand.upper))"
        guard judgement.isNotice else {
            return "\(value) is within the usual \(normal) (\(words), expected \(NumberText.plain(expected)))"
        }
        let strangeness =
            "\(NumberText.plain(judgement.score)) \(unit) \(side) the expected \(NumberText.plain(expected))"
        return
            "\(value) is \(strangeness) (usual \(normal), \(words)); confidence \(NumberText.percent(judgement.confidence))"
    }

    private var unit: String {
        switch method {
        case .zScore, .seasonal: "standard deviations"
        case .interquartileRange: "interquartile ranges outside the quartiles,"
        case .medianAbsoluteDeviation: "robust standard deviations"
        }
    }

    private var words: String {
        switch method {
        case .zScore: "mean of the last \(Int(count)) points"
        case .interquartileRange: "quartiles of the last \(Int(count)) points"
        case .medianAbsoluteDeviation: "median of the last \(Int(count)) points"
        case .seasonal: "this time of day and week"
        }
    }
}

extension AdaptiveEvidence {
    func explanation(of judgement: Judgement) -> String {
        let plain = NumberText.plain
        let band = judgement.isAlert ? judgement.alertBand : judgement.noticeBand
        let usual = "usual \(plain(band.lower)) to \(plain(band.upper)), expected \(plain(judgement.expected))\(time)"
        guard judgement.isNotice || judgement.isAlert else { return "\(plain(value)) is ordinary (\(usual))" }
        let side = value >= judgement.expected ? "above" : "below"
        return "\(plain(value)) is \(side) what was expected (\(usual)): \(stretch) so far out once in "
            + "\(plain(Double(period))) evaluations; confidence \(NumberText.percent(judgement.confidence))"
    }

    private var time: String {
        switch season {
        case .none: ""
        case .hour: " at this minute of the hour"
        case .day: " at this time of day"
        }
    }

    /// What lay outside together.
    private var stretch: String {
        switch length {
        case 1: "a point"
        case 2, 3: "\(length) points in a row"
        case 5: "four of 5 points"
        default: "the mean of \(length) points"
        }
    }
}
