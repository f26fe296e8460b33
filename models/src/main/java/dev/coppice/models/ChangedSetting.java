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
 * A setting that is another than it was.
 *
 * @param path to it, by names and kinds of settings, such as {@code retraining.RetrainOptions.length.Epochs.count}
 * @param was before, {@value #NONE} if it was not there
 * @param now as it is
 */
public record ChangedSetting(String path, String was, String now) {
    /** In place of a setting that is not there. */
    public static final String NONE = "none";

    /** What tells where a part ends; what is in quotes is passed over as one. */
    private static final Pattern MARKS = Pattern.compile("\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*\"|[\\[{\\]},]");

    /** A name in front of a value; what is in quotes or brackets is a value. */
    private static final Pattern NAMED = Pattern.compile("([^=\\[{\"]+)=");

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /**
     * What differs between two texts of settings, as a {@link Fingerprint} writes them: only the innermost settings that do,
     * the whole where no setting tells; nothing where the texts are equal.
     *
     * @param path of both
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

    /** What stands between the brackets, by name, or by position in a list. */
    private static Map<String, String> parts(String body) {
        Map<String, String> parts = new LinkedHashMap<>();
        int start = 0;
        for (int end : ends(body)) {
            part(body.substring(start, end).strip(), parts);
            start = end + 1;
        }
        return parts;
    }

    /** Where the parts end: at commas that are neither in brackets or braces nor in quotes, and at the end. */
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
