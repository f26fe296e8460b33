package dev.coppice.samediff.program;

import org.jspecify.annotations.Nullable;

/** Program that allocates its memory at first use. The amount is known before. */
public final class DeferredProgram implements AutoCloseable {
    private final Program.Plan plan;
    private @Nullable Program program;

    /** Allocates nothing yet. */
    public DeferredProgram(Program.Plan plan) {
        this.plan = plan;
    }

    /** The bytes of the memory that results share. */
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
