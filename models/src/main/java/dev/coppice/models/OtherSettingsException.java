package dev.coppice.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was begun with other settings than these cannot be gone on with. */
public final class OtherSettingsException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final List<ChangedSetting> changes;
    private final String advice;

    /**
     * With all that differs.
     *
     * @param what was begun with others, as the begin of a sentence
     * @param advice a sentence
     */
    public OtherSettingsException(String what, List<ChangedSetting> changes, String advice) {
        super(told(what, changes, advice, ChangedSetting::name));
        this.what = what;
        this.changes = List.copyOf(changes);
        this.advice = advice;
    }

    /** The message with settings under other names; of several under one the first is told. */
    public String told(Function<ChangedSetting, String> names) {
        return told(what, changes, advice, names);
    }

    /** As people write it: {@code none} for a list without elements, an empty optional, a record's name where it has nothing else. */
    private static String shown(String value) {
        if (value.equals("[]") || value.equals("Optional.empty")) {
            return ChangedSetting.NONE;
        }
        return value.replaceFirst("^Optional\\[(.*)]$", "$1").replaceFirst("\\[]$", "");
    }

    private static String told(
            String what, List<ChangedSetting> changes, String advice, Function<ChangedSetting, String> names) {
        Map<String, String> told = new LinkedHashMap<>();
        changes.forEach(change ->
                told.putIfAbsent(names.apply(change), " was " + shown(change.was()) + ", now " + shown(change.now())));
        return what + " with other settings: "
                + told.entrySet().stream().map(e -> e.getKey() + e.getValue()).collect(Collectors.joining("; "))
                + ". " + advice;
    }
}
