package dev.coppice.spark;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Spark says of a failure, without stack traces. */
final class FailureText {
    private static final Pattern RECENT = Pattern.compile("(?is)most recent failure:\\s*(.*)");
    private static final Pattern OWN =
            Pattern.compile("(?s)" + Pattern.quote(PointException.class.getName()) + ": (.*?)(?:\\n\\s*at |$)");
    private static final Pattern TRACE = Pattern.compile("(?s)\\s*(?:\\n\\s*at |Driver stacktrace).*");
    /** What Spark says of its own settings, which a sweep has set. */
    private static final String SETTINGS = "\\s*ExcludeOnFailure behavior can be configured via \\S+";

    /** What settings of the launcher are on a cluster, by words of the message that names them. */
    private static final Map<String, String> ON_A_CLUSTER = Map.of(
            "Out of memory",
            "spark.executor.memory is for Java, and spark.executor.memoryOverhead for arrays outside its heap",
            "native library cannot be unpacked",
            "spark.executorEnv.XDG_CACHE_HOME and spark.executor.extraJavaOptions=-Djava.io.tmpdir=FOLDER name the folders",
            "a command line of",
            "SPARK_HOME stands in it three times, and spark.executor.extraClassPath and SPARK_DIST_CLASSPATH once; shorten these",
            "code 52",
            "52 is Spark's own for a full Java heap; give spark.executor.memory",
            "code 137",
            "137 is what a machine out of memory sends; let fewer executors work there (the worker's memory counts their heaps),"
                    + " or give spark.executor.memoryOverhead where it is a limit");

    private FailureText() {}

    static String of(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return of(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    static String of(String message) {
        String said = said(message);
        return ON_A_CLUSTER.entrySet().stream()
                .filter(advice -> said.contains(advice.getKey()))
                .findFirst()
                .map(advice -> said + " On a cluster: " + advice.getValue() + ".")
                .orElse(said);
    }

    /** The message of the point itself, or what Spark says of its last attempt. */
    private static String said(String message) {
        Matcher own = OWN.matcher(message);
        if (own.find()) {
            return own.group(1).strip();
        }
        Matcher recent = RECENT.matcher(message);
        return TRACE.matcher(recent.find() ? recent.group(1) : message)
                .replaceFirst("")
                .replaceFirst(SETTINGS, "")
                .strip()
                .replaceAll("\\s*\\n\\s*", " ");
    }
}
