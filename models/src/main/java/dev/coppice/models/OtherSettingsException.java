package dev.coppice.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was begun with other settings than these cannot be gone on with. */
public final class OtherSettingsException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    /**
     * With all that differs; of several settings under one name the first is told.
     *
     * @param what was begun with others, as the begin of a sentence
     * @param advice a sentence
     */
    public OtherSettingsException(String what, List<ChangedSetting> changes, SettingText advice) {
        super(names -> told(what, changes, names) + advice.with(names));
    }

    /** The same with advice that names no settings. */
    public OtherSettingsException(String what, List<ChangedSetting> changes, String advice) {
        this(what, changes, names -> advice);
    }

    /** As people write it: {@code none} for a list without elements, an empty optional, a record's name where it has nothing else. */
    private static String shown(String value) {
        if (value.equals("[]") || value.equals("Optional.empty")) {
            return ChangedSetting.NONE;
        }
        return value.replaceFirst("^Optional\\[(.*)]$", "$1").replaceFirst("\\[]$", "");
    }

    private static String told(String what, List<ChangedSetting> changes, SettingNames names) {
        Map<String, String> told = new LinkedHashMap<>();
        changes.forEach(change ->
                told.putIfAbsent(names.of(change), " was " + shown(change.was()) + ", now " + shown(change.now())));
        return what + " with other settings: "
                + told.entrySet().stream().map(e -> e.getKey() + e.getValue()).collect(Collectors.joining("; "))
                + ". ";
    }
}
