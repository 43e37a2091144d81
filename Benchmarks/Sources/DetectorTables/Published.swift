/// Rows that others have published, for all series of a set.
enum Published {
    /// The scoreboard in the README of github.com/numenta/NAB (version 1.1, commit ea702d7 of December 2024), all 58
    /// series; each detector's threshold was chosen by NAB's optimiser on these same series.
    static let nab = [
        "published: ARTime | 74.9 | 65.1 | 80.4",
        "published: Numenta HTM (range over seeds) | 70.5 to 69.7 | 62.6 to 61.7 | 75.2 to 74.2",
        "published: CAD OSE | 69.9 | 67.0 | 73.2",
        "published: earthgecko Skyline | 58.2 | 46.2 | 63.9",
        "published: KNN CAD | 58.0 | 43.4 | 64.8",
        "published: Relative Entropy | 54.6 | 47.6 | 58.8",
        "published: Random Cut Forest | 51.7 | 38.4 | 59.7",
        "published: Twitter ADVec | 47.1 | 33.6 | 53.5",
        "published: Windowed Gaussian | 39.6 | 20.9 | 47.4",
        "published: Etsy Skyline | 35.7 | 27.1 | 44.5",
        "published: Bayesian Changepoint | 17.7 | 3.2 | 32.2",
        "published: EXPoSE | 16.4 | 3.2 | 26.9",
        "published: Random | 11.0 | 1.2 | 19.5",
        "published: Null | 0.0 | 0.0 | 0.0",
    ]

    /// On the test part of all series, with thresholds or networks trained on the other part.
    static let kpi = [
        "published: FluxEV (Li, Di, Shen and Chen, WSDM 2021) | 0.790 | | | |",
        "published: SR-CNN (Ren et al., KDD 2019) | 0.771 | | | |",
    ]
}
