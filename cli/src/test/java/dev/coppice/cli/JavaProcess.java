package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own on the class path of the tests, to be sent signals. */
public final class JavaProcess {
    private static final List<String> LISTENING = List.of("env", "--default-signal=INT");

    private JavaProcess() {}

    /**
     * Starts a class. Whoever runs the tests in the background has SIGINT ignored, which children inherit and Java keeps;
     * GNU's {@code env} takes that back.
     */
    public static Process start(Class<?> main, List<String> args) throws IOException, InterruptedException {
        return start(main, args, Path.of("").toAbsolutePath());
    }

    /** The same in another current folder. */
    static Process start(Class<?> main, List<String> args, Path folder) throws IOException, InterruptedException {
        return start(main, args, folder, List.of());
    }

    /** The same with options of Java's. */
    static Process start(Class<?> main, List<String> args, Path folder, List<String> options)
            throws IOException, InterruptedException {
        return start(main, args, folder, options, System.getProperty("java.class.path"));
    }

    /** The same on another class path. */
    static Process start(Class<?> main, List<String> args, Path folder, List<String> options, String classPath)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(resetsSignals() ? LISTENING : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.addAll(options);
        command.add(main.getName());
        command.addAll(args);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        // not as -cp: ONNX Runtime crashes on a long command line
        builder.environment().put("CLASSPATH", classPath);
        // sums in one order, so that two runs can be compared bit for bit
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    /** Ctrl-C. */
    public static void interrupt(Process work) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", Long.toString(work.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static boolean resetsSignals() throws IOException, InterruptedException {
        List<String> probe = new ArrayList<>(LISTENING);
        probe.add("true");
        Process process = new ProcessBuilder(probe).start();
        return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    }
}
