package dev.coppice.cli.terminal;

import java.util.Locale;

/** Advice on memory: the limit that a process has met, and the option that raises it. The launcher sets these limits. */
final class MemoryAdvice {
    private MemoryAdvice() {}

    /** The advice, as sentences, for the words of the error. */
    static String of(OutOfMemoryError problem) {
        String said = Failure.message(problem).toLowerCase(Locale.ROOT);
        if (said.contains("native thread")) {
            return "No further thread may be started. Raise the limit of processes (ulimit -u, or the container's pids limit), or"
                    + " use fewer threads with OMP_NUM_THREADS.";
        }
        if (said.contains("direct buffer")) {
            return options("-XX:MaxDirectMemorySize=<size>g");
        }
        if (said.contains("physicalbytes") || said.contains("maxbytes")) {
            return options("-Dorg.bytedeco.javacpp.maxbytes=<size>g -Dorg.bytedeco.javacpp.maxphysicalbytes=<size>g")
                    .replace("Java", "arrays outside its heap");
        }
        if (said.contains("metaspace") || said.contains("class space")) {
            return options("-XX:MaxMetaspaceSize=<size>m");
        }
        return options("-Xmx<size>g");
    }

    private static String options(String options) {
        return "Use a smaller --batch, or give Java more with COPPICE_JAVA_OPTIONS='" + options + "'.";
    }
}
