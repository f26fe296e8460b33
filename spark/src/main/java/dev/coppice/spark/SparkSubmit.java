package dev.coppice.spark;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The main class for {@code spark-submit}: Coppice's command line, with the master that was given to Spark. */
public final class SparkSubmit {
    private static final String OPTION = "--spark";

    private SparkSubmit() {}

    /** Runs the command line, which ends the process. */
    public static void main(String[] args) throws ReflectiveOperationException {
        String[] arguments = arguments(System.getProperty("spark.master", ""), args);
        try {
            // by its name: the command line exports nothing
            Class.forName("dev.coppice.cli.Coppice")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the command line ends the process itself", e);
        }
    }

    static String[] arguments(String master, String... args) {
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean given =
                Arrays.stream(args).anyMatch(argument -> argument.equals(OPTION) || argument.startsWith(OPTION + "="));
        if (!given && !master.isEmpty() && arguments.contains("sweep")) {
            arguments.addAll(List.of(OPTION, master));
        }
        return arguments.toArray(String[]::new);
    }
}
