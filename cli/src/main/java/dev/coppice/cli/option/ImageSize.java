package dev.coppice.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Height and width in pixels, as {@code 360x480} on the command line. */
record ImageSize(int height, int width) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})[x×]([1-9]\\d{0,4})");

    /** A converter that reads this form. */
    static final class Converter implements ITypeConverter<ImageSize> {
        @Override
        public ImageSize convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no size; give height x width in pixels, such as 360x480");
            }
            return new ImageSize(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        }
    }
}
