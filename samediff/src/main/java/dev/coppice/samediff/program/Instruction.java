package dev.coppice.samediff.program;

/** One step of a program over arrays that do not change. */
interface Instruction extends AutoCloseable {
    void run();

    /** The kind of operator, as ND4J calls it. */
    String kind();

    @Override
    void close();

    /** One that has nothing of its own to give back. */
    static Instruction of(String kind, Runnable work) {
        return of(kind, work, () -> {});
    }

    /** One that gives back what it has. */
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
