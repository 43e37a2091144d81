import EvenkeelEngine
import KubernetesClient
import KubernetesTypes

extension Outcome {
    /// What a failed request means for the question whether it took place.
    init(_ error: KubernetesError) {
        if error.mayHaveHappened {
            self = .unknown("\(error)")
        } else if var status = error.status {
            if status.retryAfterSeconds == nil, let wait = error.retryAfter {
                status.retryAfterSeconds = Int(wait / .seconds(1))
            }
            self = .refused(status)
        } else {
            self = .notSent("\(error)")
        }
    }

    var metric: OperatorMetrics.ChangeOutcome {
        switch self {
        case .done: .done
        case .refused: .refused
        case .notSent: .notSent
        case .unknown: .unknown
        }
    }
}
