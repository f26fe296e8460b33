package dev.coppice.samediff.lift;

/** One operator that has no counterpart; gathered into one message for the user. */
final class UnliftableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnliftableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is special about the variation, empty if the operator is unknown altogether. */
    String reason() {
        return reason;
    }
}
