package dev.coppice.export;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Exporter of networks as verified ONNX files, with card and provenance inside. */
public final class OnnxExporter {
    /** The metadata key of the provenance. */
    public static final String PROVENANCE_KEY = "coppice.provenance";

    private OnnxExporter() {}

    /**
     * Writes the file under another name, loads it in ONNX Runtime, checks its outputs and renames it. If the network has
     * a card, it is written beside the model.
     *
     * @param target the final name, {@code NAME.onnx}, in an existing folder
     * @throws ParityException if the file computes something else; no file then has its final name
     * @throws java.io.UncheckedIOException if the folder cannot be written or the disk is full; no file then has its
     *     final name
     */
    public static ExportedModel export(Network network, Provenance provenance, Path target, ParityCheck check) {
        byte[] model = bytes(network, provenance);
        try (StagedFile stagedModel = StagedFile.write(target, model)) {
            ParityReport parity = check(stagedModel, network, check);
            if (network.card().isKnown()) {
                String card = CardFile.format(network.card());
                try (StagedFile stagedCard =
                        StagedFile.write(CardFile.beside(target), card.getBytes(StandardCharsets.UTF_8))) {
                    stagedCard.commit();
                }
            }
            stagedModel.commit();
            return new ExportedModel(target, model.length, parity);
        }
    }

    /** The bytes of the file, with card and provenance inside. */
    public static byte[] bytes(Network network, Provenance provenance) {
        Map<String, String> metadata = network.card().isKnown()
                ? Map.of(CardFile.KEY, CardFile.format(network.card()), PROVENANCE_KEY, provenance.json())
                : Map.of(PROVENANCE_KEY, provenance.json());
        return OnnxWriter.bytes(
                network.graph(),
                WriteOptions.of(network).withMetadata(provenance.source().with(metadata)));
    }

    private static ParityReport check(StagedFile model, Network network, ParityCheck check) {
        try (OnnxSession session =
                OnnxSession.open(OnnxSource.file(model.beside()).like(network.graph()))) {
            return check.require(session::run, "'" + model.target() + "' differs from the network it was made of");
        }
    }
}
