package dev.coppice.samediff.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places of results in one block of memory. Two results that are needed at the same time never overlap. The largest is
 * placed first, each at the lowest place that is free during its lifetime (Pisarchyk and Lee, "Efficient Memory Management
 * for Deep Neural Net Inference", arXiv 2001.03288, greedy by size).
 *
 * @param offsets offset of each result by its name, in elements
 * @param length length of the block in elements
 */
record MemoryPlan(Map<String, Long> offsets, long length) {
    /** The alignment: sixteen floats, a cache line. */
    private static final long ALIGNMENT = 16;

    /**
     * Lifetime of a result.
     *
     * @param elements number of elements
     * @param first index of the instruction that writes it
     * @param last index of the last instruction that reads it
     */
    record Span(String name, long elements, int first, int last) {
        Span until(int later) {
            return new Span(name, elements, first, Math.max(last, later));
        }

        boolean meets(Span other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Placed(Span span, long offset) {
        long end() {
            return offset + (span.elements() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
    }

    static MemoryPlan of(List<Span> spans) {
        List<Span> bySize = new ArrayList<>(spans);
        bySize.sort(Comparator.comparingLong(Span::elements).reversed().thenComparingInt(Span::first));
        List<Placed> placed = new ArrayList<>();
        Map<String, Long> offsets = new HashMap<>();
        long length = 0;
        for (Span span : bySize) {
            Placed own = new Placed(span, lowest(span, placed));
            placed.add(own);
            offsets.put(span.name(), own.offset());
            length = Math.max(length, own.end());
        }
        return new MemoryPlan(offsets, length);
    }

    /** The offsets of all results, including those that share a place. */
    Map<String, Long> at(Map<String, String> places) {
        Map<String, Long> found = new HashMap<>();
        places.forEach((name, place) -> found.put(name, offsets.getOrDefault(place, 0L)));
        return found;
    }

    /** The lowest sufficient gap between results with overlapping lifetimes. */
    private static long lowest(Span span, List<Placed> placed) {
        List<Placed> meeting = placed.stream()
                .filter(other -> other.span().meets(span))
                .sorted(Comparator.comparingLong(Placed::offset))
                .toList();
        long offset = 0;
        for (Placed other : meeting) {
            if (other.offset() - offset >= span.elements()) {
                return offset;
            }
            offset = Math.max(offset, other.end());
        }
        return offset;
    }
}
