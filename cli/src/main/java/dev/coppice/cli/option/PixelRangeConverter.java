package dev.coppice.cli.option;

import dev.coppice.models.network.PixelRange;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter that reads a pixel range by its name. */
final class PixelRangeConverter implements ITypeConverter<PixelRange> {
    @Override
    public PixelRange convert(String text) {
        return PixelRange.of(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no range; give 0..255 or 0..1"));
    }

    /** The names of all ranges, for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(PixelRange.values()).map(PixelRange::id).iterator();
        }
    }
}
