package dev.coppice.cli.fuzz;

import com.sun.management.ThreadMXBean;
import dev.coppice.cli.fuzz.FuzzKind.FaultException;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.Failure;
import dev.coppice.models.data.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs cases in a thread of its own, and says what is wrong with what became of each. */
final class Watch {
    static final int MOST_SECONDS = 10;
    static final long MOST_BYTES = 512L << 20;

    /** Waiting longer than this is a hang too, whatever it waits for; machines are busy. */
    private static final int MOST_WAITING = 120;

    /** Words of Java, of libraries and of ONNX Runtime's sources, which say nothing to a user. */
    private static final Pattern FOREIGN = Pattern.compile(
            "Internal error|\\w(?:Exception|Error)\\b|`(?:java|dev)\\.|Cannot invoke|ndex -?\\d+ out of bounds|/onnxruntime/|"
                    + "\\.cc:\\d|because \"|: null\\b|io\\.jhdf");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long longest;
    private long largest;
    private int refused;
    private int taken;

    /** What is wrong with a case; empty if nothing is. */
    Optional<String> fault(FuzzKind kind, byte[] content, RandomStream random) {
        long[] used = new long[2];
        FutureTask<Optional<String>> task = new FutureTask<>(() -> {
            long id = Thread.currentThread().getId();
            long bytes = THREADS.getThreadAllocatedBytes(id);
            long started = THREADS.getThreadCpuTime(id);
            Optional<String> fault = outcome(kind, content, random);
            used[0] = THREADS.getThreadCpuTime(id) - started;
            used[1] = THREADS.getThreadAllocatedBytes(id) - bytes;
            return fault;
        });
        Thread thread = new Thread(task, "fuzz");
        thread.setDaemon(true);
        thread.start();
        try {
            Optional<String> fault = waited(task, thread);
            return fault.isPresent() ? fault : costs(used);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static Optional<String> waited(FutureTask<Optional<String>> task, Thread thread)
            throws InterruptedException {
        for (int second = 0; second < MOST_WAITING; second++) {
            try {
                return task.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (THREADS.getThreadCpuTime(thread.getId()) > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
                    break;
                }
            } catch (ExecutionException e) {
                return Optional.of(trace(e.getCause()));
            }
        }
        return Optional.of("hangs at " + Arrays.toString(thread.getStackTrace()));
    }

    private Optional<String> costs(long... used) {
        longest = Math.max(longest, used[0]);
        largest = Math.max(largest, used[1]);
        return used[1] > MOST_BYTES ? Optional.of("takes " + (used[1] >> 20) + " MB of memory") : Optional.empty();
    }

    private Optional<String> outcome(FuzzKind kind, byte[] content, RandomStream random) {
        try {
            kind.door().open(content, random);
            taken++;
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            refused++;
            Failure failure = Failure.of(e);
            return failure.exitCode() == ExitCode.WRONG_INPUT ? ofMessage(failure.message()) : Optional.of(trace(e));
        }
    }

    /** What is wrong with a message. */
    static Optional<String> ofMessage(String message) {
        return message.isBlank() || FOREIGN.matcher(message).find() || message.length() > 20_000
                ? Optional.of("says: " + message.substring(0, Math.min(message.length(), 600)))
                : Optional.empty();
    }

    private static String trace(Throwable problem) {
        return problem
                + Arrays.stream(problem.getStackTrace())
                        .limit(8)
                        .map(frame -> "\n    " + frame)
                        .collect(Collectors.joining());
    }

    /** The number of cases whose file was refused. */
    int refused() {
        return refused;
    }

    /** Figures of all cases so far. */
    String figures() {
        return taken + " taken, " + refused + " refused, at most " + TimeUnit.NANOSECONDS.toMillis(longest)
                + " ms of the processor and " + (largest >> 20) + " MB allocated";
    }
}
