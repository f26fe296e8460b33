package dev.coppice.export;

import dev.coppice.export.parity.OutputDifference;
import dev.coppice.export.parity.ParityReport;
import java.util.Locale;
import java.util.stream.Collectors;

/** A network does not compute what it should in ONNX Runtime; nothing of it has taken its final name. */
public final class ParityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ParityReport report;

    ParityException(String what, ParityReport report, double tolerance) {
        super(report.unproven() > 0 ? unproven(what, report) : different(what, report, tolerance));
        this.report = report;
    }

    private static String different(String what, ParityReport report, double tolerance) {
        return String.format(
                Locale.ROOT,
                "%s, over %d inputs, tolerance %s: %s. Nothing was written. Please report it with the model and the plan.",
                what,
                report.inputs(),
                tolerance,
                report.outside(tolerance).stream()
                        .map(OutputDifference::toString)
                        .collect(Collectors.joining("; ")));
    }

    private static String unproven(String what, ParityReport report) {
        return what + ", or cannot be seen not to: " + report
                + ". Nothing was written. A network that overflows on random inputs needs some that suit it: give a card"
                + " with --card, or --mean, --std and --classes.";
    }

    /** The differences. */
    public ParityReport report() {
        return report;
    }
}
