package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Staircase of a machine: its edges are the counts of channels above which a convolution takes clearly more time. Counts
 * between two edges take as long as the upper one, odd ones even longer. So each step allows only the largest count that
 * a layer can have, the edge itself if the layer reaches it. Counts are output channels of the layer's widest
 * contraction.
 *
 * @param edges measured edges, ascending
 * @param block distance between the edges beyond the last one, at least 1
 * @param machine machine of the measurement, for people: {@code AMD EPYC 9B14 in ONNX Runtime 1.29.0}
 */
public record WidthStaircase(List<Integer> edges, int block, String machine) implements ChannelWidths {
    public WidthStaircase {
        edges = List.copyOf(edges);
        boolean ascending = !edges.isEmpty() && edges.get(0) >= 1;
        for (int i = 1; i < edges.size(); i++) {
            ascending &= edges.get(i - 1) < edges.get(i);
        }
        if (!ascending || block < 1) {
            throw new InvalidInputException("A staircase of widths has edges " + edges + " and the block " + block
                    + ", expected ascending counts from 1 on, and a block of at least 1. Measure it anew.");
        }
    }

    /** The edge of a count's step: the least edge that is not below the count. */
    public int edge(int channels) {
        int last = edges.get(edges.size() - 1);
        if (channels > last) {
            return last + (channels - last + block - 1) / block * block;
        }
        return edges.stream().filter(edge -> edge >= channels).findFirst().orElse(last);
    }

    @Override
    public List<Integer> counts(int size, int bundle, int channels) {
        List<Integer> counts = new ArrayList<>();
        int count = 0;
        while (count < size) {
            count += bundle;
            int edge = edge(channels(count, size, channels));
            while (edge(channels(count + bundle, size, channels)) == edge) {
                count += bundle;
            }
            counts.add(count);
        }
        return counts;
    }

    private static int channels(int count, int size, int channels) {
        return Math.toIntExact(((long) count * channels + size - 1) / size);
    }

    @Override
    public Optional<String> note() {
        String list = edges.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Optional.of("channel counts are on the edges of the staircase of " + machine + ": " + list
                + " and on in blocks of " + block);
    }

    /**
     * The fingerprint of edges and block, without the machine, since equal staircases cut alike. The list has no
     * brackets, so that messages show it whole.
     */
    @Override
    public Fingerprint fingerprint() {
        String list = edges.stream().map(String::valueOf).collect(Collectors.joining("/"));
        return Fingerprint.word("staircase " + list + " by " + block);
    }
}
