package dev.coppice.eval.sweep;

import java.io.IOException;

/** Starts processes that each work on one point of a sweep. */
public interface PointLauncher {
    /**
     * Starts the process that works on a point, calls {@link SweepFlow#point}, and so leaves its line in the point's folder. It
     * writes lines of progress to its standard error, and stops when its standard input ends.
     *
     * @param of number of processes that share the machine
     */
    Process start(SweepPoint point, int of) throws IOException;
}
