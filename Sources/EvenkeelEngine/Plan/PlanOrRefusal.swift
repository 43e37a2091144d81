import EvenkeelAPI

/// A plan, or why there is none, as a record holds it.
@propertyWrapper
struct PlanOrRefusal: Sendable, Hashable, Codable {
    var wrappedValue: Result<Plan, PlanRefusal>

    init(wrappedValue: Result<Plan, PlanRefusal>) { self.wrappedValue = wrappedValue }

    private enum CodingKeys: String, CodingKey { case plan, refusal }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let plan = try container.decodeIfPresent(Plan.self, forKey: .plan) {
            wrappedValue = .success(plan)
        } else {
            wrappedValue = .failure(try container.decode(PlanRefusal.self, forKey: .refusal))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch wrappedValue {
        case .success(let plan): try container.encode(plan, forKey: .plan)
        case .failure(let refusal): try container.encode(refusal, forKey: .refusal)
        }
    }
}
