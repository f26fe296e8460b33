package dev.coppice.eval.sweep;

import dev.coppice.models.measure.Cancellation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a sweep, as a machine of a cluster runs it for one point in its own process. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface PointCommand {
    /**
     * Works on a point with {@link SweepFlow#point}.
     *
     * @param arguments words of the sweep's command line
     * @param identity hash of everything that decides the point's result; a machine that would come to another works on nothing
     * @param out folder that the point's own folder is made in
     * @return why the point has no line; empty if it has one, which may say that it failed
     */
    Optional<String> work(List<String> arguments, String point, String identity, Path out, Cancellation cancellation);
}
