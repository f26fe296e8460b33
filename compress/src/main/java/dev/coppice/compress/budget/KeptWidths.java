package dev.coppice.compress.budget;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How wide the layers of a network are left.
 *
 * @param channels coupled channels that each layer keeps which may lose some, by its name, in graph order
 * @param narrowed how many layers keep fewer than they had
 * @param share of their output channels that those layers keep together; 1 where there are none
 */
public record KeptWidths(Map<String, Integer> channels, int narrowed, double share) {
    public KeptWidths {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    }
}
