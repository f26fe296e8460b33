package dev.coppice.models.kit;

import dev.coppice.models.data.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shapes of labels as COCO writes them. */
final class CocoText {
    private CocoText() {}

    /** The rectangle of the square, which has no void inside. */
    static String polygon(LabelMap labels) {
        int left = TinyTask.SIZE;
        int top = TinyTask.SIZE;
        for (int i = 0; i < TinyTask.SIZE * TinyTask.SIZE; i++) {
            if (labels.at(i % TinyTask.SIZE, i / TinyTask.SIZE) == 1) {
                left = Math.min(left, i % TinyTask.SIZE);
                top = Math.min(top, i / TinyTask.SIZE);
            }
        }
        return String.format(
                Locale.ROOT,
                "[[%d, %d, %d, %d, %d, %d, %d, %d]]",
                left,
                top,
                left + 6,
                top,
                left + 6,
                top + 6,
                left,
                top + 6);
    }

    static List<Integer> runs(LabelMap labels, int wanted) {
        List<Integer> runs = new ArrayList<>();
        boolean inside = false;
        int length = 0;
        for (int i = 0; i < TinyTask.SIZE * TinyTask.SIZE; i++) {
            if ((labels.at(i / TinyTask.SIZE, i % TinyTask.SIZE) == wanted) != inside) {
                runs.add(length);
                length = 0;
                inside = !inside;
            }
            length++;
        }
        runs.add(length);
        return runs;
    }

    static String compressed(List<Integer> runs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < runs.size(); i++) {
            int number = runs.get(i) - (i > 2 ? runs.get(i - 2) : 0);
            boolean more = true;
            while (more) {
                int bits = number & 0x1f;
                number >>= 5;
                more = (bits & 0x10) != 0 ? number != -1 : number != 0;
                text.append((char) (48 + (more ? bits | 0x20 : bits)));
            }
        }
        return "{\"size\": [16, 16], \"counts\": \"" + text.toString().replace("\\", "\\\\") + "\"}";
    }
}
