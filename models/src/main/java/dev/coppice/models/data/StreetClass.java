package dev.coppice.models.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The classes of synthetic street scenes, in label order. */
enum StreetClass {
    SKY(0),
    ROAD(1),
    PAVEMENT(2),
    BUILDING(3),
    TREE(4),
    CAR(5),
    POLE(6),
    SIGN(7);

    private final int label;

    StreetClass(int label) {
        this.label = label;
    }

    /** The value in label maps. */
    int label() {
        return label;
    }

    static List<String> names() {
        return Arrays.stream(values())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
