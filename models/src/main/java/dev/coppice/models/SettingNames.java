package dev.coppice.models;

/** Names of settings, as those know them who gave them. */
public interface SettingNames {
    /** The library's own names. */
    SettingNames OWN = Setting::word;

    /** The name of a setting. */
    String of(Setting setting);

    /** The name of a setting that is another than it was; its own unless a better one is known. */
    default String of(ChangedSetting change) {
        return change.name();
    }
}
