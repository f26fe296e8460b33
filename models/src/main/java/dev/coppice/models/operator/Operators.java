package dev.coppice.models.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The table of operators, from {@code operators.txt}, one row per operator. */
public final class Operators {
    /** The domain of Coppice's own operators, which no written file contains. */
    public static final String COPPICE = "dev.coppice";

    private static final Map<String, OperatorSchema> BY_NAME = read();

    private Operators() {}

    /** Every operator, by name. */
    public static Collection<OperatorSchema> all() {
        return BY_NAME.values();
    }

    /** The operator of a domain ({@code ""} for ONNX's own) and a name; empty if it is not supported. */
    public static Optional<OperatorSchema> find(String domain, String name) {
        return Optional.ofNullable(BY_NAME.get(name)).filter(row -> row.domain().equals(domain));
    }

    /**
     * The operator of a name in any domain.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OperatorSchema named(String name) {
        return Optional.ofNullable(BY_NAME.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the table has no operator '" + name + "'"));
    }

    private static Map<String, OperatorSchema> read() {
        InputStream data =
                Objects.requireNonNull(Operators.class.getResourceAsStream("operators.txt"), "operators.txt");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(data, StandardCharsets.UTF_8))) {
            Map<String, OperatorSchema> table = new TreeMap<>();
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Operators::row)
                    .forEach(row -> table.put(row.name(), row));
            return Collections.unmodifiableMap(new LinkedHashMap<>(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OperatorSchema row(String line) {
        String[] cells = line.split(" \\| ", -1);
        int colon = cells[0].indexOf(':');
        Signature operands = Signature.parse(cells[3]);
        return new OperatorSchema(
                colon < 0 ? "" : cells[0].substring(0, colon),
                cells[0].substring(colon + 1),
                OperatorKind.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                operands.inputs(),
                operands.outputs(),
                SinceVersions.parse(cells[2]));
    }
}
