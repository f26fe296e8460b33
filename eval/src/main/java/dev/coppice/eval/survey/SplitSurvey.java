package dev.coppice.eval.survey;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one split holds.
 *
 * @param split its name
 * @param images number of its pictures
 * @param pixels number of pixels of each class, or of pictures where these have classes, in class order
 * @param ignored number of pixels without a class
 * @param sizes number of pictures by size, written height×width, the commonest first
 * @param notes what was assumed of its pictures, in sentences
 * @param problems what is wrong with it; pictures that cannot be read are not counted
 */
public record SplitSurvey(
        String split,
        int images,
        List<Long> pixels,
        long ignored,
        Map<String, Integer> sizes,
        List<String> notes,
        List<String> problems) {
    public SplitSurvey {
        pixels = List.copyOf(pixels);
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }
}
