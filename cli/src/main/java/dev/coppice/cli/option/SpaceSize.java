package dev.coppice.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Samples along the space axes of an input: {@code 64}, {@code 360x480} or {@code 16x64x96} on the command line. */
record SpaceSize(List<Integer> sizes) {
    private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,4}([x×][1-9]\\d{0,4}){0,2}");

    SpaceSize {
        sizes = List.copyOf(sizes);
    }

    /** A converter that reads this form. */
    static final class Converter implements ITypeConverter<SpaceSize> {
        @Override
        public SpaceSize convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no size; give height x width in pixels, such as 360x480,"
                                + " the length of a signal, or depth x height x width of a volume");
            }
            return new SpaceSize(
                    Arrays.stream(text.split("[x×]")).map(Integer::valueOf).toList());
        }
    }
}
