package dev.coppice.cli.command;

import dev.coppice.cli.option.WhereOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The arguments of a sweep, as those get them who work on one point. */
public final class PointArguments {
    private static final String OUT = "--out";

    /** What the process that keeps the table decides. */
    private static final Set<String> WITH_VALUE = Set.of(WhereOptions.PARALLEL, WhereOptions.SPARK);

    private static final Set<String> ALONE = Set.of(WhereOptions.SHARED_PATHS, "--overwrite");

    private PointArguments() {}

    /** The arguments of one point. The table is gone on with: what was to be replaced has been. */
    static List<String> of(List<String> arguments, String point) {
        List<String> changed = without(arguments, WITH_VALUE);
        changed.removeAll(ALONE);
        changed.addAll(List.of(WhereOptions.POINT, point));
        return changed;
    }

    /** The same on a machine of a cluster, with another folder of results. */
    public static List<String> of(List<String> arguments, String point, String identity, Path out) {
        List<String> changed = without(of(arguments, point), Set.of(OUT));
        changed.addAll(List.of(OUT, out.toString(), WhereOptions.IDENTITY, identity));
        return changed;
    }

    /** The arguments with one more option. */
    static List<String> with(List<String> arguments, String option, Path value) {
        List<String> changed = new ArrayList<>(arguments);
        changed.addAll(List.of(option, value.toString()));
        return changed;
    }

    private static List<String> without(List<String> arguments, Set<String> options) {
        List<String> kept = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (options.contains(argument) && rest.hasNext()) {
                rest.next();
            } else if (options.stream().noneMatch(option -> argument.startsWith(option + "="))) {
                kept.add(argument);
            }
        }
        return kept;
    }
}
