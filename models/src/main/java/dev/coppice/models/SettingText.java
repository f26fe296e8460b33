package dev.coppice.models;

/** Text that names settings, such as {@code names -> "Give another " + names.of(Setting.CROP) + "."}. */
@FunctionalInterface
public interface SettingText {
    /** The text, with settings under the given names. */
    String with(SettingNames names);
}
