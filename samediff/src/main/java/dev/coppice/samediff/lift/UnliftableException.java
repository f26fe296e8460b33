package dev.coppice.samediff.lift;

/** Error of an operator without a counterpart; the caller joins all of them in one message. */
final class UnliftableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnliftableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The unsupported variation; empty if the whole operator is unknown. */
    String reason() {
        return reason;
    }
}
