package dev.coppice.eval.parity;

import dev.coppice.export.ParityCheck;
import dev.coppice.export.parity.RandomInputs;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.network.Network;

/**
 * The model that a network came from, run on random inputs. It is loaded once, and before anything is planned: ONNX Runtime takes
 * more than twice the size of a file to load it.
 *
 * @param source the model
 * @param network what was read from it
 * @param inputs the inputs, and how they are distributed
 * @param outputs what the model computes, as deployed
 */
public record SourceRun(OnnxSource source, Network network, RandomInputs.Drawn inputs, RecordedOutputs outputs) {
    private static final int INPUTS = 2;

    /** Draws inputs: pictures as the card says, without a card such that the outputs stay finite. */
    public static SourceRun of(OnnxSource source, Network network, long seed) {
        RecordedOutputs outputs = new RecordedOutputs(() -> OnnxSession.briefly(source), network);
        RandomInputs.Drawn inputs = network.card().isKnown()
                ? RandomInputs.pictures(network, INPUTS, seed)
                : outputs.during(model -> RandomInputs.finite(
                        network.imageInput().type(), network.inputShape(network.batch()), INPUTS, seed, model));
        return new SourceRun(source, network, inputs, outputs);
    }

    /**
     * What the network, written again as it was read, differs in.
     *
     * @throws dev.coppice.export.ParityException if it does not compute what the model does
     */
    public SourceParity parity() {
        outputs.record(inputs.inputs());
        return SourceParity.require(
                source,
                network,
                new ParityCheck(outputs, inputs.inputs(), ParityCheck.SAME_RUNTIME).fitting(network.graph()));
    }
}
