package dev.coppice.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting whose value has changed.
 *
 * @param path where the setting stands, such as {@code retraining.RetrainOptions.length.Epochs.count}
 * @param was the old value; {@value #NONE} if the setting did not exist
 * @param now the new value
 */
public record ChangedSetting(String path, String was, String now) {
    /** Stands for a setting that does not exist. */
    public static final String NONE = "none";

    /** The characters that can end a part; quoted text is skipped as one. */
    private static final Pattern MARKS = Pattern.compile("\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*\"|[\\[{\\]},]");

    /** A name in front of a value; quoted or bracketed text belongs to the value. */
    private static final Pattern NAMED = Pattern.compile("([^=\\[{\"]+)=");

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /**
     * The differences between two texts of settings, as a {@link Fingerprint} writes them. Only the innermost differing
     * settings are listed; the whole text is listed if no setting explains the difference. Equal texts give nothing.
     *
     * @param path where both texts stand
     */
    public static List<ChangedSetting> between(String path, String was, String now) {
        if (was.equals(now)) {
            return List.of();
        }
        int bracket = was.indexOf('[');
        if (!was.endsWith("]") || !now.endsWith("]") || !was.startsWith(now.substring(0, now.indexOf('[') + 1))) {
            return List.of(new ChangedSetting(path, was, now));
        }
        Map<String, String> before = parts(was.substring(bracket + 1, was.length() - 1));
        Map<String, String> after = parts(now.substring(bracket + 1, now.length() - 1));
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        List<ChangedSetting> changes = new ArrayList<>();
        for (String name : names) {
            String inner = path + (bracket == 0 ? "" : "." + was.substring(0, bracket)) + "." + name;
            changes.addAll(between(inner, before.getOrDefault(name, NONE), after.getOrDefault(name, NONE)));
        }
        return changes.isEmpty() ? List.of(new ChangedSetting(path, was, now)) : changes;
    }

    /** The parts between the brackets, by name, or by position in a list. */
    static Map<String, String> parts(String body) {
        Map<String, String> parts = new LinkedHashMap<>();
        int start = 0;
        for (int end : ends(body)) {
            part(body.substring(start, end).strip(), parts);
            start = end + 1;
        }
        return parts;
    }

    /** The ends of the parts: commas outside brackets, braces and quotes, and the end of the text. */
    private static List<Integer> ends(String body) {
        List<Integer> ends = new ArrayList<>();
        int depth = 0;
        Matcher marks = MARKS.matcher(body);
        while (marks.find()) {
            String mark = marks.group();
            depth += "[{".contains(mark) ? 1 : "]}".contains(mark) ? -1 : 0;
            if (depth == 0 && mark.equals(",")) {
                ends.add(marks.start());
            }
        }
        ends.add(body.length());
        return ends;
    }

    private static void part(String text, Map<String, String> parts) {
        Matcher named = NAMED.matcher(text);
        if (named.lookingAt()) {
            parts.put(named.group(1), text.substring(named.end()));
        } else if (!text.isEmpty()) {
            parts.put(Integer.toString(parts.size() + 1), text);
        }
    }
}
