import EvenkeelAPI

// One kind's parameters, for tests that change a single field.
extension Action {
    var scale: ScaleAction? {
        get { if case .scale(let action) = kind { action } else { nil } }
        set { kind = newValue.map(Kind.scale) }
    }
}

extension Signal {
    var errorRate: ErrorRateSignal? {
        get { if case .errorRate(let signal) = kind { signal } else { nil } }
        set { kind = newValue.map(Kind.errorRate) }
    }

    var canary: CanarySignal? {
        get { if case .canary(let signal) = kind { signal } else { nil } }
        set { kind = newValue.map(Kind.canary) }
    }
}
