package dev.coppice.eval.format;

import dev.coppice.export.ExportedModel;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.dl4j.Dl4jFormat;
import dev.coppice.models.format.FileHead;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A format that networks are written in. The ending of a file's name tells it. */
public enum ResultFormat {
    ONNX(".onnx", "an ONNX file"),
    SAMEDIFF(".fb", "a SameDiff file"),
    /** The archive that the network was read from, with other sizes and weights. */
    DEEPLEARNING4J(".zip", "an archive of Deeplearning4j");

    private final String ending;
    private final String words;

    ResultFormat(String ending, String words) {
        this.ending = ending;
        this.words = words;
    }

    /** The ending of the names of its files, such as {@code .onnx}. */
    public String ending() {
        return ending;
    }

    /** The kind of its files, with an article. */
    String words() {
        return words;
    }

    /** The format of a file that is to be written; empty if its name has another ending. */
    public static Optional<ResultFormat> of(Path target) {
        return Stream.of(values())
                .filter(format -> target.toString().endsWith(format.ending))
                .findFirst();
    }

    /**
     * Checks a name and a form before anything is read.
     *
     * @param source the file that the network is read from, if there is one
     * @throws InvalidInputException if the name has another ending, the form does not go with it, or an archive is to be written of
     *     what is none
     */
    public static void check(Path target, Optional<Path> source, OnnxForm form) {
        ResultFormat format = required(target);
        if (format != ONNX && !form.equals(OnnxForm.USUAL)) {
            throw new InvalidInputException("An opset and half precision are forms of ONNX files, and '" + target
                    + "' is to be " + format.words + ". Leave them out.");
        }
        boolean isMissing = source.isPresent() && !Files.exists(source.get()); // its reader says so
        if (format == DEEPLEARNING4J
                && !isMissing
                && source.filter(ResultFormat::isArchive).isEmpty()) {
            throw new InvalidInputException("'" + target + "' is to be an archive of Deeplearning4j, and "
                    + source.map(file -> "'" + file + "' is none").orElse("the network comes from none")
                    + ". Only a network that was read from one can be written so: its layers are those of the source. Name"
                    + " NAME.onnx or NAME.fb.");
        }
    }

    private static ResultFormat required(Path target) {
        return of(target)
                .orElseThrow(() -> new InvalidInputException(
                        names -> names.of(Setting.OUTPUT) + " is '" + target + "', expected a name that ends with "
                                + ONNX.ending + ", " + SAMEDIFF.ending + " or " + DEEPLEARNING4J.ending + "."));
    }

    /** Whether a file is an archive of Deeplearning4j, by its content. */
    static boolean isArchive(Path source) {
        return Dl4jFormat.INSTANCE.isOf(FileHead.of(source));
    }

    /**
     * What files of a format need besides the network.
     *
     * @param source the file that the network was read from, whose layers an archive takes over; empty if there is none
     * @param provenance where an ONNX file comes from
     * @param form the form of an ONNX file
     */
    public record Origin(Optional<Path> source, Provenance provenance, OnnxForm form) {}

    /**
     * Writes a network, reads the file again and compares it before it has its name. The card goes beside it, if there is one.
     *
     * @throws InvalidInputException if the format cannot express the network
     * @throws dev.coppice.export.ParityException if the file computes something else; no file then has its final name
     */
    public static ExportedModel write(Network network, Origin origin, Path target, ParityCheck check) {
        ParityCheck fitting = check.fitting(network.graph());
        return switch (required(target)) {
            case ONNX -> OnnxExporter.export(network, origin.provenance(), target, fitting, origin.form());
            case SAMEDIFF -> SameDiffExport.export(network, target, fitting);
            case DEEPLEARNING4J -> Dl4jExport.export(network, origin.source().orElseThrow(), target, fitting);
        };
    }
}
