package dev.coppice.eval.parity;

import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.util.Map;
import java.util.Optional;

/**
 * A reference that a written file is compared with: SameDiff. A network that is not trained needs no SameDiff, and some
 * cannot be lowered (an operator, a platform without ND4J). The same network written a second time then takes its place,
 * which still finds a damaged file.
 *
 * @param source source of the reference outputs
 * @param release frees native memory
 * @param withoutSameDiff the reason why SameDiff takes no part, empty if it does
 */
public record ParityReference(OutputSource source, Runnable release, Optional<String> withoutSameDiff)
        implements OutputSource, AutoCloseable {
    /**
     * The reference of a network.
     *
     * @param trained whether the reference must be SameDiff
     * @param progress is told why SameDiff takes no part
     * @throws InvalidInputException if it must be SameDiff and cannot be
     */
    public static ParityReference of(Network network, boolean trained, Progress progress) {
        try {
            SameDiffSource sameDiff = new SameDiffSource(network);
            return new ParityReference(sameDiff, sameDiff::close, Optional.empty());
        } catch (InvalidInputException e) {
            if (trained) {
                throw e;
            }
            return inMemory(network, progress.told(e));
        }
    }

    /** The network in memory, in ONNX Runtime, for a file whose weights never were in SameDiff. Loads no ND4J. */
    public static ParityReference inMemory(Network network) {
        return inMemory(network, "its weights never were in SameDiff");
    }

    private static ParityReference inMemory(Network network, String why) {
        OnnxSession session = OnnxSession.open(OnnxSource.of(network));
        return new ParityReference(session::run, session::close, Optional.of(why));
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        return source.run(input);
    }

    @Override
    public void close() {
        release.run();
    }
}
