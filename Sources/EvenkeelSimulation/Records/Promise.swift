/// What Evenkeel promises (see README and CONTRIBUTING), and `L`: that it gets on with its work.
public enum Promise: String, Sendable, Hashable, Codable, CaseIterable {
    case s1 = "S1"
    case s2 = "S2"
    case s3 = "S3"
    case s4 = "S4"
    case s5 = "S5"
    case s6 = "S6"
    case s7 = "S7"
    case s8 = "S8"
    case s9 = "S9"
    case s10 = "S10"
    case s11 = "S11"
    case s12 = "S12"
    /// Nothing is stuck at the end, and a lasting incident is acted upon if that is allowed.
    case live = "L"
}
