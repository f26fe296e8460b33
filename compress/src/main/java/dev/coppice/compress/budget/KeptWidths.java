package dev.coppice.compress.budget;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Widths of the layers after a cut.
 *
 * @param channels coupled channels kept by each layer that may lose some, by its name, in graph order
 * @param narrowed number of layers that lose channels
 * @param share share of their output channels that those layers keep together, in (0, 1]; 1 where there are none
 */
public record KeptWidths(Map<String, Integer> channels, int narrowed, double share) {
    public KeptWidths {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    }
}
