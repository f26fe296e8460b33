package dev.coppice.models.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opsets in which an operator of the standard was introduced, revised and removed. They say whether a node means the same at
 * 18.
 *
 * <p>Written as opsets, {@code 7 13 18!}. 7 stands for "7 or before". A revision marked {@code !} changed what an existing
 * node means or how it is written; the others only widened types or added options whose default keeps the old meaning.
 * {@code +name} is an attribute that came with a revision after 18. A revision marked {@code x} removed the operator.
 *
 * @param revisions revisions by opset
 */
public record SinceVersions(List<Revision> revisions) {
    /** The opset of the semantics of graphs. */
    public static final int CANONICAL = 18;

    /** The oldest opset that is read. */
    public static final int OLDEST = 7;

    /** The newest opset that is known. */
    public static final int NEWEST = 28;

    /**
     * One revision.
     *
     * @param opset opset of the revision
     * @param changed whether existing nodes change or lose their meaning from then on
     * @param removed whether the operator does not exist from then on
     * @param added new attributes, if the revision is after opset 18
     */
    public record Revision(int opset, boolean changed, boolean removed, Set<String> added) {
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

    public SinceVersions {
        revisions = List.copyOf(revisions);
    }

    static SinceVersions parse(String text) {
        return new SinceVersions(
                Arrays.stream(text.split(" ", -1)).map(Revision::parse).toList());
    }

    /** Why a file of this opset cannot have the operator; empty if it can. */
    public Optional<String> whyAbsent(int opset) {
        int first = revisions.get(0).opset();
        if (first > opset) {
            return Optional.of("exists from opset " + first + " on, the file is of opset " + opset);
        }
        return revisions.stream()
                .filter(r -> r.removed() && r.opset() <= opset)
                .map(r -> "was removed in opset " + r.opset() + ", the file is of opset " + opset)
                .findFirst();
    }

    /** Whether nodes mean the same at a file's opset and at the canonical one. */
    public boolean isUnchanged(int opset) {
        int low = Math.min(opset, CANONICAL);
        int high = Math.max(opset, CANONICAL);
        return revisions.get(0).opset() <= CANONICAL
                && revisions.stream().noneMatch(r -> r.changed() && r.opset() > low && r.opset() <= high);
    }

    /** Attributes at a file's opset that the canonical opset lacks. */
    public Set<String> newerAttributes(int opset) {
        Set<String> names = new TreeSet<>();
        revisions.stream()
                .filter(r -> r.opset() > CANONICAL && r.opset() <= opset)
                .forEach(r -> names.addAll(r.added()));
        return names;
    }
}
