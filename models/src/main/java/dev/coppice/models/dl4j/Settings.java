package dev.coppice.models.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The settings of a layer, vertex, activation or preprocessor in a configuration. Every value is checked when it is read.
 *
 * @param json the object in the configuration
 */
record Settings(JsonNode json) {
    /** The largest size, count or index that a configuration may hold. */
    static final int LARGEST = 1 << 24;

    private static final String CLASS = "@class";

    /** The text that names the class; empty if there is none. */
    String type() {
        return json.path(CLASS).asText("");
    }

    /** The last part of the text that names the class. */
    String shortType() {
        String type = type();
        return type.substring(type.lastIndexOf('.') + 1);
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** A nested object; empty if it is absent or null. */
    Optional<Settings> inner(String name) {
        return Optional.of(json.path(name)).filter(JsonNode::isObject).map(Settings::new);
    }

    /** A nested object that has to be there. */
    Settings required(String name) {
        return inner(name).orElseThrow(() -> fault(name, "an object"));
    }

    /** A whole number of at least 1 that has to be there. */
    int size(String name) {
        int value = whole(name);
        if (value < 1) {
            throw fault(name, "a whole number of at least 1");
        }
        return value;
    }

    /** A whole number of at least 0 that has to be there. */
    int whole(String name) {
        return whole(json.path(name), name);
    }

    int whole(String name, int otherwise) {
        return has(name) ? whole(name) : otherwise;
    }

    private int whole(JsonNode node, String name) {
        if (!node.isNumber()
                || node.asDouble() != Math.rint(node.asDouble())
                || node.asDouble() < 0
                || node.asDouble() > LARGEST) {
            throw fault(name, "a whole number from 0 to " + LARGEST);
        }
        return node.asInt();
    }

    /** As many whole numbers as said; a single one stands for all. */
    int[] wholes(String name, int count) {
        JsonNode node = json.path(name);
        if (node.isNumber()) {
            int value = whole(node, name);
            return IntStream.generate(() -> value).limit(count).toArray();
        }
        int[] values = wholes(name);
        if (values.length != count) {
            throw fault(name, count + " whole numbers");
        }
        return values;
    }

    /** A list of whole numbers. */
    int[] wholes(String name) {
        JsonNode node = json.path(name);
        if (!node.isArray()) {
            throw fault(name, "a list of whole numbers");
        }
        return StreamSupport.stream(node.spliterator(), false)
                .mapToInt(each -> whole(each, name))
                .toArray();
    }

    /** A list of whole numbers, negative ones too. */
    int[] integers(String name) {
        JsonNode node = json.path(name);
        boolean fits = node.isArray();
        for (Iterator<JsonNode> each = node.elements(); each.hasNext(); ) {
            JsonNode value = each.next();
            fits &= value.isIntegralNumber() && Math.abs(value.asDouble()) <= LARGEST;
        }
        if (!fits) {
            throw fault(name, "a list of whole numbers");
        }
        return StreamSupport.stream(node.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** A finite number that has to be there. */
    double real(String name) {
        JsonNode node = json.path(name);
        if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
            throw fault(name, "a number");
        }
        return node.asDouble();
    }

    double real(String name, double otherwise) {
        return has(name) ? real(name) : otherwise;
    }

    /** A list of finite numbers. */
    double[] reals(String name) {
        JsonNode node = json.path(name);
        double[] values = StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(each -> each.isNumber() ? each.asDouble() : Double.NaN)
                .toArray();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw fault(name, "a list of numbers");
            }
        }
        return values;
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? json.path(name).asBoolean(otherwise) : otherwise;
    }

    /** One of these words, the first where it is absent. */
    String word(String name, String... words) {
        String word = has(name) ? json.path(name).asText() : words[0];
        if (!List.of(words).contains(word)) {
            throw fault(name, "one of " + List.of(words));
        }
        return word;
    }

    /** Texts of a list. */
    List<String> texts(String name) {
        return StreamSupport.stream(json.path(name).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    IllegalArgumentException fault(String name, String expected) {
        String found =
                json.path(name).isMissingNode() ? "missing" : json.path(name).toString();
        String cut = found.length() > 80 ? found.substring(0, 80) + "…" : found;
        return new IllegalArgumentException(name + " is " + cut + ", expected " + expected);
    }
}
