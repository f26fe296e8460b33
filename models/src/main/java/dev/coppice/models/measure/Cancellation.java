package dev.coppice.models.measure;

/** Asks long work to stop at its next safe point (after the running step), and lets it ask. */
public final class Cancellation {
    private volatile boolean requested;

    /** Nobody has asked yet. */
    public Cancellation() {}

    /** Asks the work to stop. */
    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }

    /** Stops here if asked to. */
    public void check() {
        if (requested) {
            throw new CancelledException();
        }
    }
}
