package dev.coppice.models.data.layout;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Marks by which people tell label pictures from pictures of the same name: {@code 7_sat} and {@code 7_mask}, {@code img-7} and
 * {@code mask-7}. Upper and lower case count alike.
 */
final class NameMarks {
    /** Marks of label pictures, the likeliest first. */
    private static final List<String> LABELS = List.of(
            "mask",
            "masks",
            "label",
            "labels",
            "l",
            "gt",
            "seg",
            "segmentation",
            "lab",
            "labelids",
            "labeltrainids",
            "manual1",
            "annotation",
            "annot",
            "matte",
            "target",
            "truth",
            "groundtruth",
            "ground_truth",
            "color",
            "colour");

    private static final List<String> PICTURES = List.of(
            "image", "images", "img", "sat", "rgb", "photo", "picture", "input", "training", "test", "leftimg8bit");

    /** What may stand between a mark and a name. */
    private static final List<String> BETWEEN = List.of("_", "-", ".", " ");

    private NameMarks() {}

    /** What fastai's CamVid puts behind names of labels. Pictures may be called so, too: it does not tell labels from these. */
    private static final String FASTAI = "p";

    /** The names, in lower case, that the labels of a picture may have, the likeliest first. */
    static Stream<String> labelsOf(String picture) {
        String lower = picture.toLowerCase(Locale.ROOT);
        int start = lower.lastIndexOf('/') + 1;
        String folder = lower.substring(0, start);
        String name = lower.substring(start);
        return Stream.concat(
                        Stream.concat(Stream.of(name), marked(name)),
                        unmarked(name, PICTURES).stream().flatMap(core -> Stream.concat(Stream.of(core), marked(core))))
                .map(folder::concat);
    }

    private static Stream<String> marked(String name) {
        boolean isNumber = !name.isEmpty() && Character.isDigit(name.charAt(0));
        Stream<String> behind = Stream.concat(LABELS.stream(), Stream.of(FASTAI))
                .flatMap(mark -> BETWEEN.stream().map(sign -> name + sign + mark));
        Stream<String> before = LABELS.stream()
                .flatMap(mark -> Stream.concat(BETWEEN.stream(), Stream.of("").filter(none -> isNumber))
                        .map(sign -> mark + sign + name));
        return Stream.concat(behind, before);
    }

    /** Whether a name bears a mark of label pictures. */
    static boolean isLabel(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return unmarked(lower.substring(lower.lastIndexOf('/') + 1), LABELS).isPresent();
    }

    /** A name without a mark before or behind it; empty if it has none. */
    private static Optional<String> unmarked(String name, List<String> marks) {
        return marks.stream()
                .flatMap(mark -> Stream.concat(behind(name, mark), before(name, mark)))
                .filter(core -> !core.isEmpty())
                .findFirst();
    }

    private static Stream<String> behind(String name, String mark) {
        return BETWEEN.stream()
                .filter(sign -> name.endsWith(sign + mark))
                .map(sign -> name.substring(0, name.length() - sign.length() - mark.length()));
    }

    private static Stream<String> before(String name, String mark) {
        if (!name.startsWith(mark)) {
            return Stream.empty();
        }
        String rest = name.substring(mark.length());
        boolean isNumber = !rest.isEmpty() && Character.isDigit(rest.charAt(0));
        Stream<String> apart = BETWEEN.stream().filter(rest::startsWith).map(sign -> rest.substring(sign.length()));
        return isNumber ? Stream.of(rest) : apart;
    }
}
