// The one thing that needs more than FoundationEssentials: time zones by name.
public import Foundation

extension FreezeWindow {
    /// The zone that `timeZone` names; `nil` where this system knows none of that name.
    public var zone: TimeZone? { Self.zonesAreThere ? TimeZone(identifier: timeZone) : nil }

    /// Foundation looks for its time zones when it runs. In a program that is linked statically they are only there if
    /// something of them is named, as here; without it, such a program knows none but GMT.
    private static let zonesAreThere = !TimeZone.timeZoneDataVersion.isEmpty
}
