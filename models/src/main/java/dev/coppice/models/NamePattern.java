package dev.coppice.models;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pattern for names, such as {@code enc*}: a * stands for any text, a ? for one character, everything else for itself.
 *
 * @param text the pattern as given
 */
public record NamePattern(String text) {
    /** Whether the pattern fits a whole name. */
    public boolean fits(String name) {
        return compiled().matcher(name).matches();
    }

    /** The pattern without its signs, to look for names near it. */
    public String plain() {
        return text.replace("*", "").replace("?", "");
    }

    private Pattern compiled() {
        return Pattern.compile(
                text.chars()
                        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }
}
