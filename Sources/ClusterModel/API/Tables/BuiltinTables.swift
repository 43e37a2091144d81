import JSONValue

/// The printers of the built-in resources.
enum BuiltinTables {
    static let printers: [String: TablePrinter] = [:]
}
