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
 * A named list of settings that decide a result. By it a row of a table is known, and whether work that was begun can be gone on
 * with. Names and kinds are words of their own, written out where a fingerprint is made: to rename a class, a component or a
 * constant leaves them as they are, and to change one of them makes every result of before another's.
 *
 * @param text the settings as {@code Kind[name=value, name=Kind[name=value]]}, as {@link ChangedSetting#between} reads them
 */
public record Fingerprint(String text) {
    private static final int HASH = 16;
    private static final String SPECIAL = ",[]{}=\"";

    /** One without settings yet. */
    public static Fingerprint of(String kind) {
        return new Fingerprint(kind + "[]");
    }

    /** A single word or phrase that tells all. */
    public static Fingerprint word(String text) {
        return new Fingerprint(text);
    }

    /** Several, in their order. */
    public static Fingerprint list(Collection<Fingerprint> all) {
        return new Fingerprint(all.stream().map(Fingerprint::text).collect(Collectors.joining(", ", "[", "]")));
    }

    /** Several texts in their order, each in quotes where it could be taken for more than one. */
    public static Fingerprint texts(List<String> all) {
        return list(all.stream().map(text -> word(quoted(text))).toList());
    }

    /** Numbers by name, in the map's order: it must be one that does not change. */
    public static Fingerprint named(Map<String, ? extends Number> numbers) {
        return new Fingerprint(numbers.entrySet().stream()
                .map(each -> quoted(each.getKey()) + "=" + each.getValue())
                .collect(Collectors.joining(", ", "{", "}")));
    }

    /** One, or none. */
    public static Fingerprint optional(Optional<Fingerprint> one) {
        return new Fingerprint(one.map(o -> "Optional[" + o.text + "]").orElse("Optional.empty"));
    }

    /** The same with a further setting. */
    public Fingerprint with(String name, Fingerprint value) {
        if (!text.endsWith("]")) {
            throw new IllegalStateException("'" + text + "' is a word and takes no settings");
        }
        String before = text.substring(0, text.length() - 1);
        return new Fingerprint(before + (before.endsWith("[") ? "" : ", ") + name + "=" + value.text + "]");
    }

    /** The same with a setting that is text. */
    public Fingerprint with(String name, String value) {
        return with(name, word(quoted(value)));
    }

    /** The same with a setting that is a whole number. */
    public Fingerprint with(String name, long value) {
        return with(name, word(Long.toString(value)));
    }

    /** The same with a setting that is a number, all its digits. */
    public Fingerprint with(String name, double value) {
        return with(name, word(Double.toString(value)));
    }

    /** The same with a setting that is so or not. */
    public Fingerprint with(String name, boolean value) {
        return with(name, word(Boolean.toString(value)));
    }

    /** The same with one of a few kinds, by the name of its constant. */
    public Fingerprint with(String name, Enum<?> value) {
        return with(name, word(value.name()));
    }

    /** What differs from the fingerprint of before. */
    public List<ChangedSetting> changesSince(Fingerprint before) {
        return ChangedSetting.between("", before.text, text);
    }

    /** Sixteen hexadecimal digits that stand for all of it. */
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
