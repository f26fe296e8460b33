package dev.coppice.export.runtime;

import com.sun.management.OperatingSystemMXBean;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.cost.PeakMemory;
import dev.coppice.models.network.Network;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Check that a network's maps fit this machine's memory, before it is run at that size. */
public final class RunMemory {
    private static final double GIGA = 1e9;

    private RunMemory() {}

    /**
     * Checks the network at its card's size and batch.
     *
     * @throws InvalidInputException if it needs more memory than this machine has; it says how much
     */
    public static void require(Network network) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
            require(network, (double) machine.getTotalMemorySize());
        }
    }

    static void require(Network network, double available) {
        double needed = needed(network);
        if (needed > available) {
            throw new InvalidInputException(
                    names -> "Network '" + network.card().name() + "' needs about "
                            + giga(needed) + " GB of memory for its maps at an input of "
                            + network.inputShape(network.batch()) + ", and this machine has " + giga(available)
                            + " GB. Give a smaller "
                            + names.of(Setting.SIZE) + ".");
        }
    }

    /** Bytes of all maps that are held at once; 0 where no rule tells the shapes, as ONNX Runtime may still know them. */
    private static double needed(Network network) {
        try {
            return PeakMemory.of(network).bytes();
        } catch (InvalidInputException e) {
            return 0;
        }
    }

    private static String giga(double bytes) {
        return String.format(Locale.ROOT, bytes < 10 * GIGA ? "%.1f" : "%.0f", bytes / GIGA);
    }
}
