import Testing

/// All scenarios, one suite after the other: each starts operators and clusters as processes, and a machine that is out of
/// breath tells nothing about them.
@Suite(.serialized) struct Conformance {}
