import Testing

@testable import Detection

@Suite struct PodOutliersTests {
    private func alike(_ count: Int, spread: Double, seed: UInt64 = 5) -> [Double] {
        var generator = SplitMix(seed: seed)
        return (0..<count).map { _ in 100 * (1 + spread * generator.normal()) }
    }

    @Test("one pod of four at nearly ten times the others is found with 99.9 %, and at twice with less than 99 %")
    func four() {
        #expect(PodOutliers([100, 104, 97, 990], minimumDeviation: 0.5).confidence >= 0.999)
        let twice = PodOutliers([100, 104, 97, 200], minimumDeviation: 0.5)
        #expect(twice.outliers.map(\.index) == [3])
        #expect(twice.confidence < 0.99)
    }

    @Test("twelve and more pods need a smaller difference to be sure")
    func many() {
        #expect(PodOutliers(alike(12, spread: 0.05) + [600], minimumDeviation: 0.5).confidence >= 0.999)
        #expect(PodOutliers([100, 104, 97, 600], minimumDeviation: 0.5).confidence < 0.999)
        #expect(PodOutliers(alike(19, spread: 0.02) + [400], minimumDeviation: 0.2).confidence >= 0.999)
    }

    @Test("three pods that agree by accident are no scale for the fourth")
    func accident() {
        #expect(PodOutliers([100, 100.01, 99.99, 130], minimumDeviation: 0).confidence < 0.999)
    }

    @Test("others that are all zero say nothing of how much is much")
    func zeros() {
        let finding = PodOutliers([0, 0, 0, 0, 1], minimumDeviation: 0.5)
        #expect(finding.outliers.map(\.index) == [4])
        #expect(finding.confidence == 0)
    }

    @Test("counts that are the same by their steps are no small spread")
    func counts() {
        #expect(PodOutliers([5, 5, 5, 5, 5, 5, 5, 6, 4, 5, 5, 9], minimumDeviation: 0).confidence < 0.99)
    }

    @Test("below works as above does, and a pod at nothing can be sure where little is tolerated")
    func below() {
        let values = alike(19, spread: 0.01) + [0]
        #expect(PodOutliers(values, minimumDeviation: 0.1).outliers.isEmpty)
        #expect(PodOutliers(values, direction: .below, minimumDeviation: 0.1).confidence >= 0.999)
        #expect(PodOutliers(values, direction: .below, minimumDeviation: 0.5).confidence < 0.99)
    }

    @Test("the furthest is named first, and half of the pods are no minority")
    func order() {
        let finding = PodOutliers(alike(6, spread: 0.02) + [900, 1_800], minimumDeviation: 0.5)
        #expect(finding.outliers.map(\.index) == [7, 6] && finding.isMinority)
        #expect(finding.confidence == finding.outliers.map(\.confidence).min())
        #expect(!PodOutliers([1, 1, 900, 901, 1, 900], minimumDeviation: 0.5).isMinority)
    }

    @Test("no values, one, and two have no outliers")
    func few() {
        for values in [[], [1], [1, 900]] as [[Double]] {
            let finding = PodOutliers(values, minimumDeviation: 0.5)
            #expect(finding.outliers.isEmpty && finding.confidence == 0 && finding.isMinority)
        }
    }

    @Test("a healthy fleet is called bad with 99 % at most once in a hundred evaluations")
    func healthy() {
        var generator = SplitMix(seed: 77)
        for pods in [4, 12] {
            let bad = (0..<1_000).count { _ in
                let values = (0..<pods).map { _ in max(0.01, 1 + 0.3 * generator.normal()) }
                return PodOutliers(values, minimumDeviation: 0).confidence >= 0.99
            }
            #expect(bad <= 10, "\(pods) pods: \(bad)")
        }
    }
}
