package dev.coppice.export;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Hands a network over as an ONNX file that has been seen to compute the same, with card and provenance inside. */
public final class OnnxExporter {
    /** The metadata key of the provenance. */
    public static final String PROVENANCE_KEY = "coppice.provenance";

    private OnnxExporter() {}

    /**
     * Writes beside, loads in ONNX Runtime, checks, renames; a card that is known goes beside the model.
     *
     * @param target the final name, {@code NAME.onnx}; its folder exists
     * @throws ParityException if the file computes something else; nothing has taken its final name then
     * @throws java.io.UncheckedIOException if the folder cannot be written or the disk is full; the same holds
     */
    public static ExportedModel export(Network network, Provenance provenance, Path target, ParityCheck check) {
        String card = CardFile.format(network.card());
        boolean known = network.card().isKnown();
        Map<String, String> metadata = known
                ? Map.of(OnnxReader.CARD_KEY, card, PROVENANCE_KEY, provenance.json())
                : Map.of(PROVENANCE_KEY, provenance.json());
        byte[] model = OnnxWriter.bytes(
                network.graph(),
                WriteOptions.of(network).withMetadata(provenance.source().with(metadata)));
        try (StagedFile stagedModel = StagedFile.write(target, model)) {
            ParityReport parity = check(stagedModel, check);
            if (known) {
                try (StagedFile stagedCard =
                        StagedFile.write(CardFile.beside(target), card.getBytes(StandardCharsets.UTF_8))) {
                    stagedCard.commit();
                }
            }
            stagedModel.commit();
            return new ExportedModel(target, model.length, parity);
        }
    }

    private static ParityReport check(StagedFile model, ParityCheck check) {
        try (OnnxSession session = OnnxSession.open(model.beside())) {
            return check.require(session::run, "'" + model.target() + "' differs from the network it was made of");
        }
    }
}
