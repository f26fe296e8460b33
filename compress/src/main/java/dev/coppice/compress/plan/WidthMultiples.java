package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Multiples of a number, counted in coupled channels; where they go in bundles, multiples of both.
 *
 * @param multiple the number, at least 1; 1 allows any count
 */
public record WidthMultiples(int multiple) implements ChannelWidths {
    public WidthMultiples {
        if (multiple < 1) {
            throw new InvalidInputException(
                    "Channels cannot be rounded to a multiple of " + multiple + ". Give 1 or more, such as 8.");
        }
    }

    @Override
    public List<Integer> counts(int size, int bundle, int channels) {
        int common =
                BigInteger.valueOf(multiple).gcd(BigInteger.valueOf(bundle)).intValue();
        long step = (long) multiple / common * bundle;
        int last = Math.toIntExact((size + step - 1) / step);
        return IntStream.rangeClosed(1, last)
                .mapToObj(i -> Math.toIntExact(i * step))
                .toList();
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("WidthMultiples").with("multiple", multiple);
    }

    @Override
    public Optional<String> note() {
        return multiple == 1 ? Optional.empty() : Optional.of("channel counts are multiples of " + multiple);
    }
}
