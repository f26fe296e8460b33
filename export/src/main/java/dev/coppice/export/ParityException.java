package dev.coppice.export;

import dev.coppice.export.parity.ParityReport;

/** A written file does not compute what it should; it has not taken its final name. */
public final class ParityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ParityReport report;

    ParityException(String file, ParityReport report, double tolerance) {
        super("'" + file + "' was not written: in ONNX Runtime it differs from the network it was made of: " + report
                + ", tolerance " + tolerance + ". Please report it with the model and the plan.");
        this.report = report;
    }

    /** The differences. */
    public ParityReport report() {
        return report;
    }
}
