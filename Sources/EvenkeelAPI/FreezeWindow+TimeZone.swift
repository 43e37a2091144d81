// Only time zones by name need more than FoundationEssentials.
public import Foundation

extension FreezeWindow {
    /// The time zone with the name `timeZone`, or `nil` if this system does not have it.
    public var zone: TimeZone? { Self.zonesAreThere ? TimeZone(identifier: timeZone) : nil }

    /// Foundation loads its time zones at run time. A statically linked program contains them only if its code refers
    /// to them, as here. Without this reference, such a program has no time zone but GMT.
    private static let zonesAreThere = !TimeZone.timeZoneDataVersion.isEmpty
}
