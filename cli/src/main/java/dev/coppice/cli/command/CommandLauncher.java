package dev.coppice.cli.command;

import dev.coppice.cli.option.WhereOptions;
import dev.coppice.eval.sweep.PointLauncher;
import dev.coppice.eval.sweep.SweepPoint;
import dev.coppice.export.runtime.PhysicalCores;
import dev.coppice.models.measure.Cancellation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts this command line once more for one point of a sweep, with a share of the cores and of the memory.
 *
 * @param main the main class
 * @param arguments the arguments of the sweep
 */
record CommandLauncher(String main, List<String> arguments) implements PointLauncher {
    private static final String THREADS = "OMP_NUM_THREADS";
    private static final Pattern MEMORY =
            Pattern.compile("(-Xmx|-Dorg\\.bytedeco\\.javacpp\\.max(?:physical)?bytes=)(\\d+)(\\D?)");

    @Override
    public Process start(SweepPoint point, int of) throws IOException {
        int cores = Math.max(1, PhysicalCores.count() / of);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument ->
                        !argument.startsWith("-Dcoppice.terminal") && !argument.startsWith("-Dcoppice.screen"))
                .map(argument -> shared(argument, of))
                .forEach(command::add);
        command.addAll(List.of("-XX:ActiveProcessorCount=" + cores, main));
        command.addAll(forPoint(arguments, point.name()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(THREADS, String.valueOf(threads(builder.environment(), cores)));
        // not as -cp: ONNX Runtime crashes on a long command line
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** An argument of Java with its share, if it is a limit of memory. */
    static String shared(String argument, int of) {
        Matcher limit = MEMORY.matcher(argument);
        if (!limit.matches()) {
            return argument;
        }
        boolean gibi = limit.group(3).equalsIgnoreCase("g");
        long size = Long.parseLong(limit.group(2)) * (gibi ? 1024 : 1);
        return limit.group(1) + size / of + (gibi ? "m" : limit.group(3));
    }

    /** The threads of a process: its share of the cores, unless fewer are asked for. */
    private static int threads(Map<String, String> environment, int cores) {
        try {
            int asked = Integer.parseInt(
                    environment.getOrDefault(THREADS, String.valueOf(cores)).strip());
            return asked < 1 ? cores : Math.min(asked, cores);
        } catch (NumberFormatException e) {
            return cores; // OpenMP takes no notice of it either
        }
    }

    /** The arguments of one point. The table is gone on with: what was to be replaced has been. */
    static List<String> forPoint(List<String> arguments, String name) {
        List<String> changed = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.equals(WhereOptions.PARALLEL)) {
                rest.next();
            } else if (!argument.startsWith(WhereOptions.PARALLEL + "=") && !argument.equals("--overwrite")) {
                changed.add(argument);
            }
        }
        changed.addAll(List.of(WhereOptions.POINT, name));
        return changed;
    }

    /** Asks for a stop when standard input ends, as it does when the process that keeps the table ends. */
    static void stopWithParent(Cancellation cancellation) {
        Thread listener = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            Thread.onSpinWait(); // nothing is said on it
                        }
                    } catch (IOException e) {
                        cancellation.request();
                    }
                    cancellation.request();
                },
                "parent");
        listener.setDaemon(true);
        listener.start();
    }
}
