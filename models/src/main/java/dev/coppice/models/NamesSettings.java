package dev.coppice.models;

/** An exception whose message may name settings: under the library's own names by itself, under others where it is told. */
public interface NamesSettings {
    /** The message with settings under these names. */
    String told(SettingNames names);
}
