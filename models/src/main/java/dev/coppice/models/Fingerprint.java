package dev.coppice.models;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A named list of the settings that decide a result. It identifies a row of a table, and decides whether begun work can be
 * resumed. Names and kinds are written out where a fingerprint is made, so renaming a class, a component or a constant
 * changes nothing. Changing a written name invalidates every earlier result.
 *
 * @param text the settings as {@code Kind[name=value, name=Kind[name=value]]}, as {@link ChangedSetting#between} reads them
 */
public record Fingerprint(String text) {
    private static final int HASH = 16;
    private static final String SPECIAL = ",[]{}=\"";

    /** A fingerprint without settings. */
    public static Fingerprint of(String kind) {
        return new Fingerprint(kind + "[]");
    }

    /** A fingerprint that is a single word or phrase. */
    public static Fingerprint word(String text) {
        return new Fingerprint(text);
    }

    /** A list of fingerprints, in order. */
    public static Fingerprint list(Collection<Fingerprint> all) {
        return new Fingerprint(all.stream().map(Fingerprint::text).collect(Collectors.joining(", ", "[", "]")));
    }

    /** A list of texts, in order. A text is quoted if it could be taken for several. */
    public static Fingerprint texts(List<String> all) {
        return list(all.stream().map(text -> word(quoted(text))).toList());
    }

    /** Numbers by name, in the map's order, which must be stable. */
    public static Fingerprint named(Map<String, ? extends Number> numbers) {
        return new Fingerprint(numbers.entrySet().stream()
                .map(each -> quoted(each.getKey()) + "=" + each.getValue())
                .collect(Collectors.joining(", ", "{", "}")));
    }

    /** A fingerprint, or none. */
    public static Fingerprint optional(Optional<Fingerprint> one) {
        return new Fingerprint(one.map(o -> "Optional[" + o.text + "]").orElse("Optional.empty"));
    }

    /** This fingerprint with another setting. */
    public Fingerprint with(String name, Fingerprint value) {
        if (!text.endsWith("]")) {
            throw new IllegalStateException("'" + text + "' is a word and takes no settings");
        }
        String before = text.substring(0, text.length() - 1);
        return new Fingerprint(before + (before.endsWith("[") ? "" : ", ") + name + "=" + value.text + "]");
    }

    /** This fingerprint with a text setting. */
    public Fingerprint with(String name, String value) {
        return with(name, word(quoted(value)));
    }

    /** This fingerprint with an integer setting. */
    public Fingerprint with(String name, long value) {
        return with(name, word(Long.toString(value)));
    }

    /** This fingerprint with a floating-point setting, written with all its digits. */
    public Fingerprint with(String name, double value) {
        return with(name, word(Double.toString(value)));
    }

    /** This fingerprint with a boolean setting. */
    public Fingerprint with(String name, boolean value) {
        return with(name, word(Boolean.toString(value)));
    }

    /** This fingerprint with an enum setting, written as the name of its constant. */
    public Fingerprint with(String name, Enum<?> value) {
        return with(name, word(value.name()));
    }

    /** The settings that differ from an earlier fingerprint. */
    public List<ChangedSetting> changesSince(Fingerprint before) {
        return ChangedSetting.between("", before.text, text);
    }

    /** The settings by name, in order, each as its text; none if this is a word. */
    public Map<String, String> settings() {
        return text.endsWith("]")
                ? ChangedSetting.parts(text.substring(text.indexOf('[') + 1, text.length() - 1))
                : Map.of();
    }

    /** A hash of the fingerprint, sixteen hexadecimal digits. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
