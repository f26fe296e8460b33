package dev.coppice.eval.flow;

import dev.coppice.models.NamesSettings;
import dev.coppice.models.SettingNames;
import dev.coppice.models.SettingText;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A failure to write a result, with what was kept and how work goes on from there. */
final class UnwrittenException extends UncheckedIOException implements NamesSettings {
    private static final long serialVersionUID = 1L;

    private final transient SettingText text;

    UnwrittenException(SettingText text, IOException cause) {
        super(text.with(SettingNames.OWN), cause);
        this.text = text;
    }

    @Override
    public String told(SettingNames names) {
        return text.with(names);
    }
}
