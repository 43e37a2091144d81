@testable import Detection

extension AdaptiveCore {
    /// Bytes of state, arrays included with their headers of 32 bytes.
    var stateBytes: Int {
        let arrays = [
            bank.stateBytes, ring.stateBytes, rangeShort.stateBytes, rangeLong.stateBytes, local.stateBytes,
            32 + running.count * MemoryLayout<RunningZ>.stride, 32 + numbers.count * MemoryLayout<Double>.stride,
        ]
        return MemoryLayout<AdaptiveCore>.size + arrays.reduce(0, +)
    }
}

extension SurpriseBank {
    var stateBytes: Int { 32 + tails.count * MemoryLayout<UInt16>.stride }
}

extension SlotRing {
    var stateBytes: Int { 32 + ring.count * MemoryLayout<Float>.stride }
}

extension RecordRange {
    var stateBytes: Int { 2 * (32 + highs.count * MemoryLayout<Double>.stride) }
}

extension LocalJudge {
    var stateBytes: Int {
        2 * (32 + LocalWindow.capacity * MemoryLayout<Double>.stride)
            + (envelope == nil ? 0 : TimeOfDayEnvelope.stateBytes)
    }
}

extension TimeOfDayEnvelope {
    static let stateBytes = 32 + 288 * MemoryLayout<Float>.stride
}
