package dev.coppice.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Spark says of a failure, without stack traces. */
final class FailureText {
    private static final Pattern RECENT = Pattern.compile("(?is)most recent failure:\\s*(.*)");
    private static final Pattern OWN =
            Pattern.compile("(?s)" + Pattern.quote(PointException.class.getName()) + ": (.*?)(?:\\n\\s*at |$)");
    private static final Pattern TRACE = Pattern.compile("(?s)\\s*(?:\\n\\s*at |Driver stacktrace).*");
    private static final String KILLED = "code 137";

    private FailureText() {}

    static String of(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return of(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    static String of(String message) {
        Matcher own = OWN.matcher(message);
        if (own.find()) {
            String said = own.group(1).strip();
            return said.contains("Out of memory")
                    ? said
                            + " On a cluster: more spark.executor.memory for Java, spark.executor.memoryOverhead for arrays."
                    : said;
        }
        Matcher recent = RECENT.matcher(message);
        String kept = TRACE.matcher(recent.find() ? recent.group(1) : message)
                .replaceFirst("")
                .strip()
                .replaceAll("\\s*\\n\\s*", " ");
        return kept.contains(KILLED)
                ? kept + " (137 is what a machine out of memory sends: give spark.executor.memoryOverhead)"
                : kept;
    }
}
