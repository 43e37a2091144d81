import EvenkeelAPI

extension Scorecard {
    /// Over the Remediations that are kept.
    init(_ grades: [Grade]) {
        func count(_ grade: Grade) -> Int { grades.count { $0 == grade } }
        self.init(
            remedied: count(.remedied), selfHealed: count(.selfHealed), persisted: count(.persisted),
            worsened: count(.worsened), personDidTheSame: count(.personDidTheSame),
            personDidOther: count(.personDidOther))
    }
}
