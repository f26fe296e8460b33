package dev.coppice.eval.compression;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that takes seconds to compute. It is computed when it is first needed. */
final class LazyValue<T> implements Supplier<T> {
    private final Supplier<? extends T> source;
    private @Nullable T found;

    LazyValue(Supplier<? extends T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        T known = found == null ? source.get() : found;
        found = known;
        return known;
    }
}
