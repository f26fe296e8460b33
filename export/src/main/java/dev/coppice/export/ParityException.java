package dev.coppice.export;

import dev.coppice.export.parity.OutputDifference;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.NamesSettings;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import dev.coppice.models.SettingText;
import java.util.Locale;
import java.util.stream.Collectors;

/** Failure of a parity check: a network computes something else in ONNX Runtime. No file has its final name. */
public final class ParityException extends RuntimeException implements NamesSettings {
    private static final long serialVersionUID = 1L;

    private final transient ParityReport report;
    private final transient SettingText text;

    ParityException(String what, ParityReport report, double tolerance) {
        this(
                report,
                report.unproven() > 0
                        ? names -> unproven(what, report, names)
                        : names -> different(what, report, tolerance));
    }

    private ParityException(ParityReport report, SettingText text) {
        super(text.with(SettingNames.OWN));
        this.report = report;
        this.text = text;
    }

    @Override
    public String told(SettingNames names) {
        return text.with(names);
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

    private static String unproven(String what, ParityReport report, SettingNames names) {
        return what + ", or the check cannot tell: " + report
                + ". Nothing was written. A network that overflows on random inputs needs inputs that suit it: give "
                + names.of(Setting.CARD) + ", or " + names.of(Setting.MEAN) + ", " + names.of(Setting.DEVIATION)
                + " and " + names.of(Setting.CLASSES) + ".";
    }

    /** The differences. */
    public ParityReport report() {
        return report;
    }
}
