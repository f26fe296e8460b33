package dev.coppice.eval.format;

import dev.coppice.export.CardBeside;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.StagedFile;
import dev.coppice.export.onnx.ResampleExpansion;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxShapes;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.dl4j.Dl4jFormat;
import dev.coppice.models.dl4j.Dl4jWriter;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.Optional;

/** Writing of a changed network as the archive of Deeplearning4j that it was read from, with other sizes and weights. */
public final class Dl4jExport {
    private Dl4jExport() {}

    /**
     * Writes an archive, reads it again and compares it in ONNX Runtime before it has its name. The card goes beside it, if the
     * network has one.
     *
     * @param source the archive that the network was read from before it was changed
     * @param target the final name, {@code NAME.zip}, in an existing folder
     * @param check compares with the network, or with what it has to compute
     * @throws dev.coppice.models.InvalidInputException if Deeplearning4j's layers cannot say what changed; it names the first such
     *     part
     * @throws dev.coppice.export.ParityException if the archive computes something else; no file then has its final name
     */
    public static ExportedModel export(Network network, Path source, Path target, ParityCheck check) {
        Graph plain = ResampleExpansion.expand(network.graph(), Optional.of(network.inputShape(network.batch())));
        byte[] archive = Dl4jWriter.archive(plain, source);
        try (StagedFile staged = StagedFile.write(target, archive)) {
            Graph written = Dl4jFormat.INSTANCE
                    .read(staged.beside(), ReadOptions.by(new OnnxShapes()))
                    .graph();
            ParityReport parity;
            try (OnnxSession session = OnnxSession.open(OnnxSource.of(network.with(written)))) {
                parity = check.require(session::run, "'" + target + "' differs from the network it was made of");
            }
            if (network.card().isKnown()) {
                CardBeside.write(target, network.card());
            }
            staged.commit();
            return new ExportedModel(target, archive.length, parity, Optional.empty());
        }
    }
}
