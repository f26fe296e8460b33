package dev.coppice.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A master of Spark and workers of one core, each a process on this machine. Spark's home is made of the class path of the tests. */
final class StandaloneCluster implements AutoCloseable {
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final String address;
    private final List<Process> processes = new ArrayList<>();

    StandaloneCluster(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Path jars = Files.createDirectories(folder.resolve("home").resolve("jars"));
        for (String entry : classPath()) {
            Path jar = Path.of(entry).toAbsolutePath();
            String name = String.valueOf(jar.getFileName());
            if (name.endsWith(".jar") && !name.startsWith("coppice") && !Files.exists(jars.resolve(name))) {
                Files.createSymbolicLink(jars.resolve(name), jar);
            }
        }
        Process master = node("master", "master.Master", "--host", "127.0.0.1", "--port", "0");
        processes.add(master);
        this.address = said("master", MASTER, master);
    }

    private static List<String> classPath() {
        return List.of(
                System.getProperty("java.class.path").split(Pattern.quote(System.getProperty("path.separator"))));
    }

    String address() {
        return address;
    }

    /** Starts a worker and waits until the master knows it. */
    Process worker(String name) throws IOException, InterruptedException {
        Path work = folder.resolve("work-" + name);
        Process worker = node(
                name,
                "worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                work.toString(),
                address);
        processes.add(worker);
        said(name, Pattern.compile("(Successfully registered with master)"), worker);
        return worker;
    }

    private Process node(String name, String main, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("--webui-port", "0"));
        words.addAll(List.of(arguments));
        return java(name, "org.apache.spark.deploy." + main, "-Xmx256m", words, home("*"));
    }

    /** Starts this tool's command line, as {@code ./coppice} does with {@code --spark}. */
    Process coppice(String log, List<String> arguments) throws IOException {
        return java(
                log,
                "dev.coppice.cli.Coppice",
                "-Xmx512m -Dspark.executor.memory=512m",
                arguments,
                System.getProperty("java.class.path"));
    }

    private String home(String name) {
        return folder.resolve("home").resolve("jars").resolve(name).toString();
    }

    private Process java(String log, String main, String options, List<String> arguments, String classPath)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of(options.split(" ")));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log(log).toFile());
        Map<String, String> environment = builder.environment();
        environment.put("SPARK_HOME", folder.resolve("home").toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        // not as -cp: ONNX Runtime crashes on a long command line
        environment.put("CLASSPATH", classPath);
        // sums in one order, so that two runs can be compared bit for bit
        environment.put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    String log(String name, int most) throws IOException {
        String all = Files.readString(log(name), StandardCharsets.UTF_8);
        return all.substring(Math.max(0, all.length() - most));
    }

    private String said(String name, Pattern wanted, Process by) throws IOException, InterruptedException {
        for (long begun = System.nanoTime(); System.nanoTime() - begun < PATIENCE.toNanos(); Thread.sleep(100)) {
            Matcher found = wanted.matcher(Files.readString(log(name)));
            if (found.find()) {
                return found.group(1);
            }
            if (!by.isAlive()) {
                break;
            }
        }
        throw new AssertionError("'" + name + "' does not start: " + log(name, 5000));
    }

    /** Kills a process and those it started, as a machine that goes down. */
    static void kill(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    @Override
    public void close() {
        processes.forEach(StandaloneCluster::kill);
    }
}
