package dev.coppice.models.measure;

/** Request that long work stop at its next safe point, after the running step. */
public final class Cancellation {
    private volatile boolean requested;

    /** Without a request. */
    public Cancellation() {}

    /** Requests the stop. */
    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }

    /** Throws if a stop was requested. */
    public void check() {
        if (requested) {
            throw new CancelledException();
        }
    }
}
