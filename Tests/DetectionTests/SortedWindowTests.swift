import Testing

@testable import Detection

@Suite struct SortedWindowTests {
    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    @Test("quantiles and the median distance equal those of a plain sort", arguments: [1, 2, 3, 7, 8, 50, 51])
    func equalsPlainSort(capacity: Int) {
        var generator = SplitMix(seed: UInt64(capacity))
        var window = SortedWindow(capacity: capacity)
        var recent: [Double] = []
        for index in 0..<600 {
            // Ties, jumps and noise.
            let value = index % 5 == 0 ? 3 : (generator.normal() + (index > 300 ? 50 : 0)) * (index % 7 == 0 ? 10 : 1)
            window.add(value)
            recent = Array((recent + [value]).suffix(capacity))
            let centre = median(recent)
            #expect(window.sorted == recent.sorted())
            #expect((window.quantile(0.5) - centre).magnitude < 1e-9)
            let distance = median(recent.map { ($0 - centre).magnitude })
            #expect((window.medianDistance(toMedian: centre) - distance).magnitude < 1e-9)
        }
    }
}
