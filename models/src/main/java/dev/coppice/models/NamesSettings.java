package dev.coppice.models;

/** An exception whose message may name settings. By default it uses the library's names; a caller can supply others. */
public interface NamesSettings {
    /** The message, with settings under the given names. */
    String told(SettingNames names);
}
