package dev.coppice.models.measure;

import dev.coppice.models.NamesSettings;
import dev.coppice.models.SettingNames;
import dev.coppice.models.SettingText;

/** Early end of work on request; the command line exits with 130. */
public final class CancelledException extends RuntimeException implements NamesSettings {
    private static final long serialVersionUID = 1L;

    private final transient SettingText text;

    /** Without a message. */
    public CancelledException() {
        this("interrupted");
    }

    /** With a message on what was kept and where. */
    public CancelledException(String message) {
        this(names -> message);
    }

    /** With a message on what was kept and where, and on how to resume. */
    public CancelledException(SettingText text) {
        super(text.with(SettingNames.OWN));
        this.text = text;
    }

    @Override
    public String told(SettingNames names) {
        return text.with(names);
    }
}
