package dev.coppice.eval.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A sweep as the machines of a cluster get it.
 *
 * @param arguments the words of the command line for a point, without those that name the point and the folder of results
 * @param inputs archive of the files that the arguments name; empty if all machines see these at the same paths
 */
public record ClusterOrder(List<String> arguments, Optional<Path> inputs) {
    /** Stands in the arguments for the folder that the archive is unpacked to. */
    public static final String INPUTS = "{inputs}";

    public ClusterOrder {
        arguments = List.copyOf(arguments);
    }

    /** The arguments with the folder that the archive was unpacked to. */
    public static List<String> unpacked(List<String> arguments, Path folder) {
        return arguments.stream()
                .map(argument -> argument.replace(INPUTS, folder.toString()))
                .toList();
    }
}
