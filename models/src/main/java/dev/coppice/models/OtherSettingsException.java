package dev.coppice.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Error that begun work cannot be resumed, because it was begun with other settings. */
public final class OtherSettingsException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    /**
     * Lists all differences; of several settings under one name it lists the first.
     *
     * @param what the begun work, as the start of a sentence
     * @param advice a sentence on what to do
     */
    public OtherSettingsException(String what, List<ChangedSetting> changes, SettingText advice) {
        super(names -> told(what, changes, names) + advice.with(names));
    }

    /** As above, with advice that names no settings. */
    public OtherSettingsException(String what, List<ChangedSetting> changes, String advice) {
        this(what, changes, names -> advice);
    }

    /**
     * A value as people write it: {@code none} for an empty list or an empty optional, and the name of a record without
     * components.
     */
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
