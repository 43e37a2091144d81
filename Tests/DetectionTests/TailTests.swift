import Testing

@testable import Detection

/// Reference values were computed with SciPy 1.17 (`scipy.special`, `scipy.stats`).
@Suite struct TailTests {
    private func close(_ value: Double, _ reference: Double, _ tolerance: Double = 1e-9) -> Bool {
        (value - reference).magnitude <= tolerance * max(1, reference.magnitude)
    }

    @Test("log gamma equals the factorials")
    func logGamma() {
        #expect(close(SpecialFunctions.logGamma(5), 3.178053830347946))
        #expect(close(SpecialFunctions.logGamma(0.5), 0.5723649429247001))
    }

    @Test("the incomplete beta function is right on both sides of its mean")
    func incompleteBeta() {
        let references: [(x: Double, a: Double, b: Double, lower: Double, upper: Double)] = [
            (0.3, 2, 5, -0.5450289451074884, -0.8670839878195068),
            (0.05, 10, 100, -3.063975047441381, -0.04782739634980302),
            (0.9, 0.5, 0.5, -0.22920282758111518, -1.5855614147303536),
            (0.05, 500.5, 9500.5, -0.6986550523773626, -0.6876694792948039),
        ]
        for (x, a, b, lower, upper) in references {
            #expect(close(SpecialFunctions.logIncompleteBeta(x, a, b), lower))
            #expect(close(SpecialFunctions.logIncompleteBetaSurvival(x, a, b), upper))
        }
    }

    @Test("Student's tail is right, far out as well")
    func student() {
        #expect(close(Tail.student(2, degreesOfFreedom: 5), 0.050969739414929174))
        #expect(close(Tail.student(3, degreesOfFreedom: 359), 0.0014441727189824132))
        #expect(close(Tail.student(6, degreesOfFreedom: 30.5) / 6.535829909517345e-07, 1))
        #expect(close(Tail.student(10, degreesOfFreedom: 359) / 3.1176413959816967e-21, 1))
    }

    @Test("normal quantiles invert the tail")
    func quantiles() {
        for (p, z) in [(0.5, 0), (0.025, 1.9599639845400545), (1e-3, 3.090232306167813), (1e-10, 6.361340902404056)] {
            #expect(close(Tail.normalQuantile(upper: p), z))
            #expect(close(Tail.normal(z) / p, 1))
        }
        #expect(close(Tail.normalQuantile(upper: 0.9), -1.2815515655446004))
    }
}
