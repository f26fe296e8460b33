package dev.coppice.models.data;

import java.util.List;
import java.util.Map;

/** A colour for every class, for pictures meant for people. */
public final class Palette {
    /** Colour of ignored pixels and of values outside the classes. */
    public static final int IGNORED = 0x000000;

    /** Street classes in the colours of Cityscapes. */
    private static final Map<String, Integer> KNOWN = Map.ofEntries(
            Map.entry("sky", 0x4682B4),
            Map.entry("road", 0x804080),
            Map.entry("pavement", 0xF423E8),
            Map.entry("building", 0x464646),
            Map.entry("tree", 0x6B8E23),
            Map.entry("car", 0x00008E),
            Map.entry("pole", 0xBBBBBB),
            Map.entry("sign", 0xDCDC00),
            Map.entry("fence", 0xBE9999),
            Map.entry("pedestrian", 0xDC143C),
            Map.entry("bicyclist", 0x770B20),
            Map.entry("background", 0x202020),
            Map.entry("vessel", 0xFF4040));

    private final int[] colours;

    private Palette(int[] colours) {
        this.colours = colours;
    }

    /** Colours for the given classes: fixed ones for known names, well spread ones for others. */
    public static Palette of(List<String> classes) {
        int[] colours = new int[classes.size()];
        for (int c = 0; c < colours.length; c++) {
            colours[c] = KNOWN.getOrDefault(classes.get(c), spread(c));
        }
        return new Palette(colours);
    }

    /** The colour of a class index as 0xRRGGBB. */
    public int colour(int index) {
        return index >= 0 && index < colours.length ? colours[index] : IGNORED;
    }

    /** Labels as a picture. */
    public RgbImage paint(LabelMap labels) {
        int[] pixels = new int[labels.width() * labels.height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = colour(labels.at(i % labels.width(), i / labels.width()));
        }
        return RgbImage.of(labels.width(), labels.height(), pixels);
    }

    /** The bits of the index, lowest first, become the highest bits of red, green and blue (as in the PASCAL VOC palette). */
    private static int spread(int index) {
        int colour = 0;
        for (int bit = 0; bit < 24; bit++) {
            int from = ((index + 1) >> bit) & 1;
            colour |= from << (16 - 8 * (bit % 3) + 7 - bit / 3);
        }
        return colour;
    }
}
