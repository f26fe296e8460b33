package dev.coppice.models.measure;

import dev.coppice.models.NamesSettings;
import dev.coppice.models.SettingNames;
import dev.coppice.models.SettingText;

/** Work ended early because somebody asked it to; the command line exits with 130. */
public final class CancelledException extends RuntimeException implements NamesSettings {
    private static final long serialVersionUID = 1L;

    private final transient SettingText text;

    /** Without a message: the one who asked knows. */
    public CancelledException() {
        this("interrupted");
    }

    /** With what was kept and where. */
    public CancelledException(String message) {
        this(names -> message);
    }

    /** With what was kept and where, and how work goes on from there. */
    public CancelledException(SettingText text) {
        super(text.with(SettingNames.OWN));
        this.text = text;
    }

    @Override
    public String told(SettingNames names) {
        return text.with(names);
    }
}
