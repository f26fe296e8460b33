package dev.coppice.eval.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values: one record per line, quoted as in RFC 4180. Line ends within a field become "; ". */
public final class Csv {
    private Csv() {}

    /** The fields as one line, without its end. */
    public static String format(List<String> fields) {
        return fields.stream().map(Csv::quote).collect(Collectors.joining(","));
    }

    private static String quote(String field) {
        String line = field.strip().replaceAll("\\s*\\R\\s*", "; ");
        boolean plain = line.chars().noneMatch(c -> c == ',' || c == '"');
        return plain ? line : '"' + line.replace("\"", "\"\"") + '"';
    }

    /** The fields of one line. */
    public static List<String> parse(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
