package dev.coppice.models;

/** Names of settings, as the user knows them. */
public interface SettingNames {
    /** The library's own names. */
    SettingNames OWN = Setting::word;

    /** The name of a setting. */
    String of(Setting setting);

    /** The name of a changed setting; the setting's own name if no better one is known. */
    default String of(ChangedSetting change) {
        return change.name();
    }
}
