package dev.coppice.eval.latency.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock by which every run takes as long as the test says, and that counts what is timed. */
final class FakeClock implements LongSupplier {
    /** How often a timer of one session and one run looks at the clock for one network. */
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

    /** From now on a run takes so long. */
    void runsTake(double time) {
        milliseconds = time;
    }

    void onPause(Runnable action) {
        onPause = action;
    }

    /** Does something whenever the clock is looked at. */
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
