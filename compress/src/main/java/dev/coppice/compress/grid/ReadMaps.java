package dev.coppice.compress.grid;

import dev.coppice.models.network.Network;
import java.util.List;

/** The maps that contractions read: what a truncation makes cheaper, and so whose spectra are worth a look. */
public final class ReadMaps {
    private ReadMaps() {}

    /** Their names in the order they are read, each once; maps of 1×1 are none. The image input is among them. */
    public static List<String> of(Network network) {
        OwnGrids own = OwnGrids.of(network);
        return network.graph().nodes().stream()
                .filter(Demand::isContraction)
                .map(node -> node.input(0))
                .filter(own::has)
                .distinct()
                .toList();
    }
}
