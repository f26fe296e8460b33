package dev.coppice.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Reads in the log of Spark's standalone mode which executors were started and ended. One that ends before it has registered, as
 * where there is too little memory for its Java, is told nowhere else.
 */
final class ExecutorLog extends AbstractAppender {
    private static final String LOGGER = "org.apache.spark.scheduler.cluster.StandaloneSchedulerBackend";
    private static final Pattern GRANTED =
            Pattern.compile("Granted executor ID \\S+/(\\d+) on hostPort (\\S+):\\d+ .*");
    private static final Pattern REMOVED = Pattern.compile("(?s)Executor \\S+/(\\d+) removed: (.*)");

    private final ClusterMachines machines;

    private ExecutorLog(ClusterMachines machines) {
        super("executors", null, null, true, Property.EMPTY_ARRAY);
        this.machines = machines;
    }

    /**
     * Reads from now on.
     *
     * @param seen whether the log is shown to the user as well
     */
    static void read(ClusterMachines machines, boolean seen) {
        ExecutorLog log = new ExecutorLog(machines);
        log.start();
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        LoggerConfig config = new LoggerConfig(LOGGER, Level.INFO, seen);
        config.addAppender(log, Level.INFO, null);
        context.getConfiguration().addLogger(LOGGER, config);
        context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        read(machines, event.getMessage().getFormattedMessage());
    }

    /** Takes note of a line, if it is of an executor. */
    static void read(ClusterMachines machines, String line) {
        Matcher granted = GRANTED.matcher(line);
        if (granted.matches()) {
            machines.granted(granted.group(1), granted.group(2));
        }
        Matcher removed = REMOVED.matcher(line);
        if (removed.matches()) {
            machines.ended(removed.group(1), removed.group(2));
        }
    }
}
