struct AdaptiveDetector: Detector {
    private var seasonal: SeasonalDetector

    init(_ configuration: DetectorConfiguration) {
        seasonal = SeasonalDetector(configuration)
    }

    mutating func judge(_ point: Point) -> Judgement {
        seasonal.judge(point)
    }
}
