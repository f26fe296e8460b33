package dev.coppice.spark;

import java.lang.reflect.InvocationTargetException;

/**
 * The main class for {@code spark-submit}: Coppice's command line, whose sweeps take the master that was given to Spark. A jar of a
 * module must name a main class of its own.
 */
public final class SparkSubmit {
    private SparkSubmit() {}

    /** Runs the command line, which ends the process. */
    public static void main(String[] args) throws ReflectiveOperationException {
        try {
            // by its name: the command line exports nothing
            Class.forName("dev.coppice.cli.Coppice")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the command line ends the process itself", e);
        }
    }
}
