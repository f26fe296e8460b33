package dev.coppice.cli.terminal;

import dev.coppice.models.measure.Cancellation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The handling of Ctrl-C. The first Ctrl-C asks the work to stop at its next safe point, so that a training keeps its best
 * weights. The second one ends the process at once. The process also ends if the work does not stop after a while.
 *
 * <p>It is a signal handler, not a shutdown hook. Hooks run in parallel, and ONNX Runtime's hook closes its environment
 * while the work still uses it.
 */
public final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cancellation cancellation;
    private final Consumer<String> announce;
    private final CountDownLatch finished = new CountDownLatch(1);

    /**
     * Creates a handler that does not listen yet.
     *
     * @param announce shows a message to the user
     */
    public Interruption(Cancellation cancellation, Consumer<String> announce) {
        this.cancellation = cancellation;
        this.announce = announce;
    }

    /**
     * Takes SIGINT over from the virtual machine. Only {@code sun.misc.Signal} can do this. Using it directly gives a
     * warning that cannot be switched off, hence the reflection. On a Java without it, Ctrl-C ends the process, also with
     * 130.
     */
    public void listen() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> listener = Class.forName("sun.misc.SignalHandler");
            Object interrupting = Proxy.newProxyInstance(
                    listener.getClassLoader(), new Class<?>[] {listener}, (self, method, arguments) -> {
                        interrupt();
                        return null;
                    });
            signal.getMethod("handle", signal, listener)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), interrupting);
        } catch (ReflectiveOperationException e) {
            announce.accept(
                    "coppice: this Java cannot hear Ctrl-C, which will end a training without keeping anything");
        }
    }

    /** Tells that the work has ended, interrupted or not. */
    public void workEnded() {
        finished.countDown();
    }

    private void interrupt() {
        if (cancellation.isRequested()) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        cancellation.request();
        announce.accept("coppice: stopping at the next safe point; Ctrl-C again stops at once");
        if (!endsInTime()) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }

    private boolean endsInTime() {
        try {
            return finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
