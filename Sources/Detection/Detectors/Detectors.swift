/// A new detector, with nothing learnt.
public func makeDetector(_ configuration: DetectorConfiguration) -> any Detector {
    switch configuration.kind {
    case .adaptive: AdaptiveDetector(configuration)
    case .zScore: ZScoreDetector(configuration)
    case .interquartileRange: InterquartileRangeDetector(configuration)
    case .medianAbsoluteDeviation: MedianAbsoluteDeviationDetector(configuration)
    case .seasonal: SeasonalDetector(configuration)
    }
}
