package dev.coppice.cli.terminal;

import dev.coppice.models.measure.Cancellation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ctrl-C. The first asks the work to stop at its next safe point, so that a training keeps its best weights; the second
 * ends the process at once, and so does work that has not stopped after a while.
 *
 * <p>A signal handler and not a shutdown hook: hooks run side by side, and ONNX Runtime's closes its environment while
 * the work that is to finish still uses it.
 */
public final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cancellation cancellation;
    private final Consumer<String> announce;
    private final CountDownLatch finished = new CountDownLatch(1);

    /**
     * Not listening yet.
     *
     * @param announce tells the user
     */
    public Interruption(Cancellation cancellation, Consumer<String> announce) {
        this.cancellation = cancellation;
        this.announce = announce;
    }

    /**
     * Takes SIGINT over from the virtual machine. {@code sun.misc.Signal} is the only way to, and its use a warning that
     * cannot be switched off, hence the reflection. On a Java without it Ctrl-C simply ends the process, also with 130.
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

    /** The work has ended by itself, interrupted or not. */
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
