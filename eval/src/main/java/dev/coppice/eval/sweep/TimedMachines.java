package dev.coppice.eval.sweep;

import java.util.List;
import java.util.Optional;

/** The machines that the latencies of a sweep are of. */
public final class TimedMachines {
    private TimedMachines() {}

    /** Which machine latencies are of, or that they are of several; empty without any. */
    public static Optional<String> sentence(List<SweepRow> rows) {
        List<String> machines = rows.stream()
                .map(SweepRow::timedOn)
                .filter(machine -> !machine.isEmpty())
                .distinct()
                .toList();
        return switch (machines.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("Latencies are of " + machines.get(0) + ".");
            default ->
                Optional.of("Latencies are of " + machines.size() + " machines, and do not compare between these: "
                        + String.join("; ", machines) + ". " + Sweep.RESULTS + " says which.");
        };
    }
}
