// False alarms and delays of the error-rate tests: `swift run -c release SequentialTest [evaluations per row]`.
// Limit 5 %, 100 requests an evaluation; a test is reset after an alarm. Same seed, same numbers.

import Detection

let evaluations = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 1_000_000
let tests: [AlarmTest] = [
    .sequential(confidence: 0.999), .sequential(confidence: 0.99), .consecutive(evaluations: 3),
]

print("False alarms in \(evaluations) evaluations, and the most that the promise allows")
print("| test | true rate 5 % (the limit) | true rate 4 % | promised at most |")
print("|---|---|---|---|")
for test in tests {
    let atLimit = falseAlarms(of: test, rate: 0.05, evaluations: evaluations, seed: 1)
    let below = falseAlarms(of: test, rate: 0.04, evaluations: evaluations, seed: 2)
    print("| \(test.name) | \(atLimit) | \(below) | \(test.promise(evaluations: evaluations)) |")
}

print("\nEvaluations from a jump (after 100 evaluations at 1 %) to the alarm, mean of 2,000 jumps")
print("| test | to 7 % | to 10 % | to 20 % | to 50 % |")
print("|---|---|---|---|---|")
for test in tests {
    let delays = [0.07, 0.10, 0.20, 0.50].map { rate in
        tenths(meanDelay(of: test, to: rate, jumps: 2_000, seed: 3))
    }
    print("| \(test.name) | \(delays.joined(separator: " | ")) |")
}

func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
