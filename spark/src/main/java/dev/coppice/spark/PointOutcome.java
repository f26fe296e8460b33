package dev.coppice.spark;

import java.io.Serializable;

/** What an executor sends back of a point: the machine, and the archive of the point's folder. */
final class PointOutcome implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String machine;
    private final byte[] folder;

    PointOutcome(String machine, byte[] folder) {
        this.machine = machine;
        this.folder = folder;
    }

    String machine() {
        return machine;
    }

    byte[] folder() {
        return folder;
    }
}
