package dev.coppice.models.measure;

/** Work ended early because somebody asked it to; the command line exits with 130. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a message: the one who asked knows. */
    public CancelledException() {
        super("interrupted");
    }

    /** With what was kept and where. */
    public CancelledException(String message) {
        super(message);
    }
}
