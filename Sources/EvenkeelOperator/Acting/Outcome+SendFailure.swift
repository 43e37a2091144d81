import EvenkeelEngine
import EvenkeelShell
import KubernetesClient
import KubernetesTypes

extension Outcome {
    init(_ failure: SendFailure, of request: ClusterRequest) {
        switch failure {
        case .withheld(let reason): self = .notSent(reason)
        case .failed(let error): self.init(error, of: request)
        }
    }

    /// What a failed request means for the question whether it took place.
    init(_ error: KubernetesError, of request: ClusterRequest) {
        guard var status = error.status else {
            self = error.mayHaveHappened ? .unknown("\(error)") : .notSent("\(error)")
            return
        }
        if status.retryAfterSeconds == nil, let wait = error.retryAfter {
            status.retryAfterSeconds = Int(wait / .seconds(1))
        }
        self.init(refusal: status, of: request, text: "\(error)")
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
