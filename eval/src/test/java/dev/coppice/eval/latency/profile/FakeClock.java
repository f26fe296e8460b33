package dev.coppice.eval.latency.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock by which every run takes as long as the test says. It counts timed networks. */
final class FakeClock implements LongSupplier {
    /** The number of looks at the clock for one network, by a timer of one session and one run. */
    static final int LOOKS = 3;

    private static final double NANOS = 1e6;

    private final List<Long> pauses = new ArrayList<>();
    private double milliseconds = 1;
    private int looks;
    private Runnable onPause = () -> {};
    private Runnable onLook = () -> {};
    private long now;

    MicroTimer timer() {
        return new MicroTimer(1, 1, 1, 0, this, pause -> {
            pauses.add(pause);
            onPause.run();
        });
    }

    /** Sets the time of a run from now on. */
    void runsTake(double time) {
        milliseconds = time;
    }

    void onPause(Runnable action) {
        onPause = action;
    }

    /** Sets an action for every look at the clock. */
    void onLook(Runnable action) {
        onLook = action;
    }

    int looks() {
        return looks;
    }

    List<Long> pauses() {
        return pauses;
    }

    @Override
    public long getAsLong() {
        looks++;
        onLook.run();
        now += Math.round(milliseconds * NANOS);
        return now;
    }
}
