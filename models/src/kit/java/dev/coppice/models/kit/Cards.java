package dev.coppice.models.kit;

import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.util.Collections;
import java.util.List;

/** Cards of networks for RGB pictures. */
public final class Cards {
    private static final int COLOURS = 3;

    private Cards() {}

    /** A card for unchanged pictures and logits of these classes. */
    public static NetworkCard logits(String input, int height, int width, String output, String... classes) {
        return of(input(input, height, width, 0, 1), output, classes);
    }

    /** An input with the same mean and standard deviation for every colour. */
    public static InputSpec input(String name, int height, int width, double mean, double deviation) {
        return new InputSpec(
                name,
                List.of(height, width),
                ChannelOrder.RGB,
                Collections.nCopies(COLOURS, mean),
                Collections.nCopies(COLOURS, deviation));
    }

    /** A card for an input and logits of these classes. */
    public static NetworkCard of(InputSpec input, String output, String... classes) {
        return new NetworkCard("tiny", input, new OutputSpec(output, OutputKind.LOGITS), List.of(classes));
    }
}
