package dev.coppice.export;

import dev.coppice.export.form.DrawnNumbers;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.form.SinglePrecision;
import dev.coppice.export.onnx.HalfWeights;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Exporter of networks as verified ONNX files, with card and provenance inside. */
public final class OnnxExporter {
    /** The metadata key of the provenance. */
    public static final String PROVENANCE_KEY = "coppice.provenance";

    private OnnxExporter() {}

    /**
     * Writes the file under another name, loads it in ONNX Runtime, checks its outputs and renames it. If the network has
     * a card, it is written beside the model.
     *
     * <p>With weights in half precision the network is checked as it is, in memory, and the file against the network with
     * rounded weights.
     *
     * @param target the final name, {@code NAME.onnx}, in an existing folder
     * @throws ParityException if the file computes something else; no file then has its final name
     * @throws dev.coppice.models.InvalidInputException if the opset cannot express the network
     * @throws java.io.UncheckedIOException if the folder cannot be written or the disk is full; no file then has its
     *     final name
     */
    public static ExportedModel export(
            Network network, Provenance provenance, Path target, ParityCheck check, OnnxForm form) {
        byte[] model = bytes(network, provenance, form);
        try (StagedFile stagedModel = StagedFile.write(target, model)) {
            String what = "'" + target + "' differs from the network it was made of";
            OnnxSource written = written(stagedModel, network);
            ParityReport parity = check(
                    form.halves() ? memory(network, form.whole()) : written,
                    check,
                    what,
                    QuantizedConstant.isIn(network.graph()));
            Optional<ParityReport> rounding =
                    form.halves() ? Optional.of(rounding(written, network, check, what)) : Optional.empty();
            if (network.card().isKnown()) {
                CardBeside.write(target, network.card());
            }
            stagedModel.commit();
            return new ExportedModel(target, model.length, parity, rounding);
        }
    }

    /**
     * Checks, before any work, that an opset can express a network.
     *
     * @throws dev.coppice.models.InvalidInputException if it cannot; lists every operator that stands in the way
     */
    public static void require(Network network, OnnxForm form) {
        OnnxWriter.plain(network.graph(), WriteOptions.of(network).in(form));
    }

    /** The bytes of the file, with card and provenance inside. */
    public static byte[] bytes(Network network, Provenance provenance, OnnxForm form) {
        Network stored = form.halves() ? network.with(HalfWeights.rounded(network.graph())) : network;
        Map<String, String> metadata = network.card().isKnown()
                ? Map.of(CardFile.KEY, CardFile.format(network.card()), PROVENANCE_KEY, provenance.json())
                : Map.of(PROVENANCE_KEY, provenance.json());
        return OnnxWriter.bytes(
                stored.graph(),
                WriteOptions.of(stored)
                        .withMetadata(provenance.source().with(metadata))
                        .in(form));
    }

    /** The file, or what is read of it if ONNX Runtime does not compute with its types, or it draws random numbers. */
    private static OnnxSource written(StagedFile model, Network network) {
        return SinglePrecision.runs(network.graph())
                        && DrawnNumbers.in(network.graph()).isEmpty()
                ? OnnxSource.file(model.beside()).like(network.graph())
                : OnnxSource.of(network.with(OnnxReader.read(model.beside())));
    }

    private static OnnxSource memory(Network network, OnnxForm form) {
        Network run = network.with(DrawnNumbers.still(SinglePrecision.of(network.graph())));
        byte[] model = OnnxWriter.bytes(run.graph(), WriteOptions.of(run).in(form));
        return OnnxSource.memory(model, run.card().name()).like(run.graph());
    }

    /**
     * Checks a model as deployed. A quantised one may be right without optimizations alone: with them ONNX Runtime also rounds
     * what its quantised products read.
     */
    private static ParityReport check(OnnxSource model, ParityCheck check, String what, boolean quantized) {
        try (OnnxSession session = OnnxSession.open(model)) {
            ParityReport report = check.of(session::run);
            if (report.within(check.tolerance()) || !quantized) {
                return check.require(report, what);
            }
        }
        try (OnnxSession plain = OnnxSession.unoptimized(model)) {
            return check.require(plain::run, what);
        }
    }

    /** Checks a file against the network with rounded weights, and measures how far it is from the network as it is. */
    private static ParityReport rounding(OnnxSource written, Network network, ParityCheck check, String what) {
        Network rounded = network.with(HalfWeights.rounded(network.graph()));
        try (OnnxSession file = OnnxSession.open(written);
                OnnxSession same = OnnxSession.open(OnnxSource.of(rounded));
                OnnxSession whole = OnnxSession.open(OnnxSource.of(network))) {
            new ParityCheck(same::run, check.inputs(), ParityCheck.SAME_RUNTIME)
                    .fitting(network.graph())
                    .require(file::run, what);
            return Parity.compare(file::run, whole::run, check.inputs());
        }
    }
}
