package dev.coppice.samediff.program;

import org.jspecify.annotations.Nullable;

/** Program that takes its memory when it is first asked for: what it will take can be told before. */
public final class DeferredProgram implements AutoCloseable {
    private final Program.Plan plan;
    private @Nullable Program program;

    /** Takes nothing yet. */
    public DeferredProgram(Program.Plan plan) {
        this.plan = plan;
    }

    /** Bytes of the memory that results share. */
    public long bytes() {
        return plan.bytes();
    }

    /** The program, with its memory. */
    public Program get() {
        Program ready = program;
        if (ready == null) {
            ready = plan.allocate();
            program = ready;
        }
        return ready;
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
