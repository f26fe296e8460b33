package dev.coppice.models.onnx.upgrade;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** When each operator of the standard was introduced, revised and removed: says whether a node means the same at 18. */
public final class SinceVersions {
    /** The opset whose semantics graphs have. */
    public static final int CANONICAL = 18;

    /** The oldest opset that is read. */
    public static final int OLDEST = 7;

    /** The newest opset the table knows. */
    public static final int NEWEST = 28;

    private final Map<String, List<Revision>> revisions;

    /** One revision: the opset, what became of existing nodes ({@code !} changed, {@code x} removed), new attributes. */
    private record Revision(int opset, boolean changed, boolean removed, Set<String> added) {
        static Revision parse(String text) {
            String[] parts = text.split("\\+", -1);
            String number = parts[0].replaceAll("[!x]", "");
            return new Revision(
                    Integer.parseInt(number),
                    !number.equals(parts[0]),
                    parts[0].endsWith("x"),
                    Set.copyOf(Arrays.asList(parts).subList(1, parts.length)));
        }
    }

    private SinceVersions(Map<String, List<Revision>> revisions) {
        this.revisions = revisions;
    }

    /** The table that comes with Coppice. */
    public static SinceVersions load() {
        InputStream data = Objects.requireNonNull(
                SinceVersions.class.getResourceAsStream("since-versions.txt"), "since-versions.txt");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(data, StandardCharsets.UTF_8))) {
            Map<String, List<Revision>> table = new TreeMap<>();
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> words = List.of(line.strip().split(" ", -1));
                table.put(
                        words.get(0),
                        words.subList(1, words.size()).stream()
                                .map(Revision::parse)
                                .toList());
            });
            return new SinceVersions(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why an operator cannot be part of a file of this opset at all; empty if it can. */
    public Optional<String> unknown(String op, int opset) {
        List<Revision> all = revisions.get(op);
        if (all == null) {
            return Optional.of("is not an operator that Coppice carries");
        }
        if (all.get(0).opset() > opset) {
            return Optional.of("exists from opset " + all.get(0).opset() + " on, the file is of opset " + opset);
        }
        return all.stream()
                .filter(r -> r.removed() && r.opset() <= opset)
                .map(r -> "was removed in opset " + r.opset() + ", the file is of opset " + opset)
                .findFirst();
    }

    /** Whether nodes of an operator mean the same at a file's opset and at the canonical one. */
    public boolean same(String op, int opset) {
        List<Revision> all = revisions.getOrDefault(op, List.of());
        int low = Math.min(opset, CANONICAL);
        int high = Math.max(opset, CANONICAL);
        return !all.isEmpty()
                && all.get(0).opset() <= CANONICAL
                && all.stream().noneMatch(r -> r.changed() && r.opset() > low && r.opset() <= high);
    }

    /** Attributes of an operator at a file's opset that the canonical one does not know. */
    public Set<String> newer(String op, int opset) {
        Set<String> names = new TreeSet<>();
        revisions.getOrDefault(op, List.of()).stream()
                .filter(r -> r.opset() > CANONICAL && r.opset() <= opset)
                .forEach(r -> names.addAll(r.added()));
        return names;
    }

    /** Every operator in the table. */
    public List<String> operators() {
        return new ArrayList<>(revisions.keySet());
    }
}
