package dev.coppice.models.samediff.program;

/** One step of a program over arrays that do not change. */
interface Instruction extends AutoCloseable {
    void run();

    /** The kind of operator, as ND4J calls it. */
    String kind();

    @Override
    void close();
}
