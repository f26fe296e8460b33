package dev.coppice.samediff.program;

/** One step of a program over fixed arrays. */
interface Instruction extends AutoCloseable {
    void run();

    /** ND4J's name of the operator. */
    String kind();

    @Override
    void close();

    /** An instruction without resources of its own. */
    static Instruction of(String kind, Runnable work) {
        return of(kind, work, () -> {});
    }

    /** An instruction that frees its resources. */
    static Instruction of(String kind, Runnable work, Runnable close) {
        return new Instruction() {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public String kind() {
                return kind;
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
