package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The settings of a layer as its file gives them.
 *
 * @param type name of its class, {@code Conv2D}
 * @param name name of the layer
 * @param json the settings
 * @param keras major version of the Keras that wrote them
 */
public record LayerConfig(String type, String name, JsonNode json, int keras) {
    /** The largest size, stride, factor or padding that is believed. */
    private static final int LARGEST = 1 << 24;

    /** The refusal of a setting. */
    LayerException refusal(String problem) {
        return new LayerException("layer '" + name + "' (" + type + ") " + problem);
    }

    /** The refusal of a setting, with the exception that showed it. */
    LayerException refusal(String problem, Throwable cause) {
        return new LayerException("layer '" + name + "' (" + type + ") " + problem, cause);
    }

    boolean has(String setting) {
        return json.hasNonNull(setting);
    }

    JsonNode get(String setting) {
        return json.path(setting);
    }

    String text(String setting, String otherwise) {
        return has(setting) ? json.get(setting).asText() : otherwise;
    }

    boolean flag(String setting, boolean otherwise) {
        return json.path(setting).asBoolean(otherwise);
    }

    double number(String setting, double otherwise) {
        JsonNode value = json.path(setting);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        JsonNode plain = Literals.plain(value);
        if (!plain.isNumber()) {
            throw refusal("has " + setting + " " + value + ", expected a number");
        }
        return plain.asDouble();
    }

    int integer(String setting, int otherwise) {
        return has(setting) ? whole(setting, json.get(setting)) : otherwise;
    }

    /** A setting with a value for each axis; one value stands for all axes. */
    int[] sizes(String setting, int axes, int otherwise) {
        if (!has(setting)) {
            return IntStream.range(0, axes).map(i -> otherwise).toArray();
        }
        int[] given = integers(setting);
        if (given.length == 1 && axes > 1) {
            return IntStream.range(0, axes).map(i -> given[0]).toArray();
        }
        if (given.length != axes || Arrays.stream(given).anyMatch(size -> size < 0)) {
            throw refusal("has " + setting + " " + json.get(setting) + ", expected " + axes + " sizes");
        }
        return given;
    }

    /** A setting with one or several integers. */
    int[] integers(String setting) {
        JsonNode value = json.path(setting);
        if (!value.isArray()) {
            return new int[] {whole(setting, value)};
        }
        return IntStream.range(0, value.size())
                .map(i -> whole(setting, value.get(i)))
                .toArray();
    }

    /** Refuses an operation over all elements at once, where it is read along one axis. */
    void requireAxis() {
        if (!has("axis")) {
            throw refusal("works on all axes as one, which Coppice does not read; name an axis");
        }
    }

    /** Amounts before and after each axis in NumPy's forms: one number or pair for all axes, or a pair for each. */
    int[][] amountsOfAll(String setting, int axes) {
        JsonNode value = json.path(setting);
        JsonNode only = value.size() == 1 ? value.get(0) : value;
        boolean alike = !only.isArray() || (only.size() == 2 && !only.get(0).isArray());
        if (!alike) {
            return amounts(setting, axes);
        }
        int[][] pairs = new int[axes][];
        Arrays.fill(pairs, pair(setting, only));
        return pairs;
    }

    /** Amounts before and after each axis: one number for all, one for each axis, or a pair for each axis. */
    int[][] amounts(String setting, int axes) {
        JsonNode value = json.path(setting);
        int[][] pairs = new int[axes][];
        for (int i = 0; i < axes; i++) {
            JsonNode own = axes > 1 && value.isArray() ? value.path(i) : value;
            pairs[i] = pair(setting, own);
        }
        return pairs;
    }

    /** The amounts before and after an axis, which may be one number. */
    private int[] pair(String setting, JsonNode value) {
        JsonNode before = value.isArray() ? value.path(0) : value;
        JsonNode after = value.isArray() && value.size() == 2 ? value.path(1) : before;
        int[] pair = {whole(setting, before), whole(setting, after)};
        if (pair[0] < 0 || pair[1] < 0) {
            throw refusal("has " + setting + " " + json.path(setting) + ", expected amounts of 0 or more");
        }
        return pair;
    }

    private int whole(String setting, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || Math.abs(value.asLong()) > LARGEST) {
            throw refusal("has " + setting + " " + json.path(setting) + ", expected whole numbers up to " + LARGEST);
        }
        return value.asInt();
    }

    /** Refuses settings that change what the layer computes and that no rule covers. */
    void refuse(List<String> settings) {
        settings.stream().filter(s -> json.path(s).asBoolean(false)).findFirst().ifPresent(s -> {
            throw refusal("has " + s + " set, which Coppice does not read; export the model to ONNX in Keras instead");
        });
    }

    /** Whether channels are the last axis. */
    boolean channelsLast() {
        return !text("data_format", "channels_last").equals("channels_first");
    }

    /** The activation after the layer; empty if there is none. */
    Optional<JsonNode> activation() {
        return Optional.of(json.path("activation")).filter(a -> !a.isMissingNode() && !a.isNull());
    }
}
