package dev.coppice.models.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reader and writer of network cards as JSON: {@code NAME.json} beside the model. */
public final class CardFile {
    /** The metadata key under which an ONNX file carries its own card. */
    public static final String KEY = "coppice.card";

    private static final JsonMapper JSON = new JsonMapper();

    /** Names of all space axes, in their order. */
    private static final List<String> AXES = List.of("length", "depth", "height", "width");

    private CardFile() {}

    /** The expected path of a model file's card: same folder, same name, {@code .json}. */
    public static Path beside(Path model) {
        return model.resolveSibling(stem(model) + ".json");
    }

    /** The name of a model file without its ending. */
    public static String stem(Path model) {
        String file = String.valueOf(model.getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    /**
     * The card beside a model file, if there is one.
     *
     * @throws InvalidInputException if it is not valid
     */
    public static Optional<NetworkCard> find(Path model) {
        Path beside = beside(model);
        return Files.exists(beside) ? Optional.of(read(beside)) : Optional.empty();
    }

    /**
     * Reads a card.
     *
     * @throws InvalidInputException if the file is missing, is not JSON or lacks fields; lists every fault
     */
    public static NetworkCard read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(
                    "Network card '" + file + "' is missing. Put it beside the model: see docs/cards.md.", e);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "Network card '" + file + "' cannot be read: " + FileTrouble.of(e) + ".", e);
        }
    }

    /** Reads a card from text; {@code origin} names it in messages. */
    public static NetworkCard parse(String json, String origin) {
        try {
            return new Reading(JSON.readTree(json), origin).card();
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("Network card '" + origin + "' is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes the sizes of an input's space axes into the input of a card. */
    public static void sizes(ObjectNode input, List<Integer> sizes) {
        AXES.forEach(input::remove);
        for (int i = 0; i < sizes.size(); i++) {
            input.put(axis(i, sizes.size()), sizes.get(i));
        }
    }

    /** The shape of a card's input, whose sizes and mean are there, for this number of images. */
    public static Shape inputShape(JsonNode input, int batch) {
        IntStream.Builder sizes =
                IntStream.builder().add(batch).add(input.path("mean").size());
        AXES.stream()
                .filter(input::has)
                .forEach(axis -> sizes.add(input.path(axis).asInt()));
        return Shape.of(sizes.build().toArray());
    }

    /** The name of a space axis: length; height and width; or depth, height and width. */
    static String axis(int axis, int axes) {
        return axes == 1 ? "length" : AXES.get(AXES.size() - axes + axis);
    }

    /** The card as JSON text, as {@link #parse} reads it. */
    public static String format(NetworkCard card) {
        ObjectNode root = JSON.createObjectNode().put("name", card.name());
        InputSpec in = card.input();
        ObjectNode input = root.putObject("input").put("name", in.name());
        sizes(input, in.sizes());
        input.put("order", in.order().name());
        card.layout().ifPresent(layout -> input.put("layout", layout.name()));
        numbers(input.putArray("mean"), in.mean());
        numbers(input.putArray("std"), in.std());
        if (in.isPicture() && PixelRange.looksLikeUnits(in.mean(), in.std())) {
            input.put("pixels", PixelRange.BYTES.id());
        }
        in.crop().ifPresent(crop -> input.put("crop", crop));
        ObjectNode output = root.putObject("output")
                .put("name", card.output().name())
                .put("kind", card.output().kind().id());
        if (card.isClassifier()) {
            output.put("task", card.output().task().id());
        }
        ArrayNode classes = root.putArray("classes");
        card.classes().forEach(classes::add);
        return root.toPrettyString() + "\n";
    }

    /**
     * SHA-256 over the text of {@link #format} in hexadecimal, the same on every platform. It differs if results may differ.
     */
    public static String hash(NetworkCard card) {
        try {
            byte[] text = format(card).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void numbers(ArrayNode array, List<Double> values) {
        values.forEach(array::add);
    }

    /** Parser of one card; it collects problems. */
    private static final class Reading {
        private final JsonNode root;
        private final String origin;
        private final List<String> problems = new ArrayList<>();

        Reading(JsonNode root, String origin) {
            this.root = root;
            this.origin = origin;
        }

        NetworkCard card() {
            String name = text("/name");
            boolean isGrey =
                    root.at("/input/mean").size() == 1 && !root.at("/input").has("order");
            String order = isGrey ? ChannelOrder.RGB.name() : text("/input/order");
            String kind = text("/output/kind");
            expect(List.of("RGB", "BGR").contains(order), "input.order is '" + order + "', expected RGB or BGR");
            expect(
                    kind.equals("logits") || kind.equals("binary-logit"),
                    "output.kind is '" + kind + "', expected logits or binary-logit");
            List<Integer> sizes = sizes();
            Optional<ImageLayout> layout = layout();
            PixelRange pixels = pixels();
            List<Double> mean = pixels.inBytes(numbers("/input/mean"));
            List<Double> std = pixels.inBytes(numbers("/input/std"));
            checkNormalisation(sizes, mean, std);
            String inputName = text("/input/name");
            String outputName = text("/output/name");
            Optional<Double> crop = crop();
            Task task = task();
            List<String> classes = classes(kind);
            if (!problems.isEmpty()) {
                throw new InvalidInputException("Network card '" + origin + "' is not valid:", problems);
            }
            InputSpec input = new InputSpec(inputName, sizes, ChannelOrder.valueOf(order), mean, std, crop);
            OutputKind outputKind = kind.equals("logits") ? OutputKind.LOGITS : OutputKind.BINARY_LOGIT;
            return new NetworkCard(name, input, new OutputSpec(outputName, outputKind, task), classes, layout);
        }

        private void checkNormalisation(List<Integer> sizes, List<Double> mean, List<Double> std) {
            expect(
                    mean.size() == std.size() && !mean.isEmpty(),
                    "input.mean and input.std have " + mean.size() + " and " + std.size()
                            + " entries, expected as many as channels");
            expect(std.stream().allMatch(s -> s > 0), "input.std has an entry that is not above 0");
            expect(
                    root.at("/input").has("pixels") || sizes.size() != 2 || !PixelRange.looksLikeUnits(mean, std),
                    "input."
                            + PixelRange.objection(
                                    mean, std, range -> "\"pixels\": \"" + range + "\" in the card's input"));
        }

        private List<String> classes(String kind) {
            List<String> classes = new ArrayList<>();
            for (JsonNode name : root.at("/classes")) {
                expect(name.isTextual(), "classes has " + name + ", expected names");
                classes.add(name.asText());
            }
            expect(classes.size() >= 2, "classes has " + classes.size() + " names, expected at least 2");
            expect(classes.stream().distinct().count() == classes.size(), "classes has a name twice: " + classes);
            expect(
                    !kind.equals("binary-logit") || classes.size() == 2,
                    "binary-logit takes 2 classes, not " + classes.size());
            return classes;
        }

        private Optional<Double> crop() {
            JsonNode node = root.at("/input/crop");
            boolean valid = node.isNumber() && node.asDouble() > 0 && node.asDouble() <= 1;
            expect(
                    node.isMissingNode() || valid,
                    "input.crop is " + node + ", expected a share of the shorter side above 0, at most 1");
            return valid ? Optional.of(node.asDouble()) : Optional.empty();
        }

        /** The graph tells it too, and has the last word. */
        private Task task() {
            JsonNode node = root.at("/output/task");
            expect(
                    node.isMissingNode() || Arrays.stream(Task.values()).anyMatch(t -> t.id().equals(node.asText())),
                    "output.task is " + node + ", expected \"" + Task.SEGMENTATION.id() + "\" or \""
                            + Task.CLASSIFICATION.id() + "\"");
            return node.asText().equals(Task.CLASSIFICATION.id()) ? Task.CLASSIFICATION : Task.SEGMENTATION;
        }

        /** As the graph tells unless the card says it. */
        private Optional<ImageLayout> layout() {
            JsonNode node = root.at("/input/layout");
            Optional<ImageLayout> layout = Arrays.stream(ImageLayout.values())
                    .filter(l -> l.name().equals(node.asText()))
                    .findFirst();
            expect(
                    node.isMissingNode() || layout.isPresent(),
                    "input.layout is " + node + ", expected \"NCHW\" or \"NHWC\"");
            return layout;
        }

        /** 0…255 unless the card says otherwise. */
        private PixelRange pixels() {
            JsonNode node = root.at("/input/pixels");
            Optional<PixelRange> range = PixelRange.of(node.asText());
            expect(
                    node.isMissingNode() || range.isPresent(),
                    "input.pixels is " + node + ", expected \"" + PixelRange.BYTES.id() + "\" or \""
                            + PixelRange.UNITS.id() + "\"");
            return range.orElse(PixelRange.BYTES);
        }

        private void expect(boolean condition, String problem) {
            if (!condition) {
                problems.add(problem);
            }
        }

        private String text(String path) {
            JsonNode node = root.at(path);
            expect(node.isTextual(), path.substring(1).replace('/', '.') + " is missing or not text");
            return node.asText();
        }

        /** A length, or height and width, or depth too. */
        private List<Integer> sizes() {
            JsonNode input = root.at("/input");
            if (input.has("length")) {
                return List.of(size("/input/length"));
            }
            List<Integer> slice = List.of(size("/input/height"), size("/input/width"));
            return input.has("depth") ? List.of(size("/input/depth"), slice.get(0), slice.get(1)) : slice;
        }

        private int size(String path) {
            JsonNode node = root.at(path);
            expect(
                    node.isInt() && node.asInt() > 0 && node.asInt() <= 65536,
                    path.substring(1).replace('/', '.') + " is " + node + ", expected a whole number from 1 to 65536");
            return node.asInt();
        }

        private List<Double> numbers(String path) {
            List<Double> values = new ArrayList<>();
            for (JsonNode node : root.at(path)) {
                expect(
                        node.isNumber() && Double.isFinite(node.asDouble()),
                        path.substring(1).replace('/', '.') + " has " + node + ", expected numbers");
                values.add(node.asDouble());
            }
            return values;
        }
    }
}
