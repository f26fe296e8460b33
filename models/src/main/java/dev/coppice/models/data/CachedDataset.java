package dev.coppice.models.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps samples in memory once read, until a bound is reached; the rest is read anew each time.
 *
 * <p>Nothing is ever pushed out: training goes round the whole split, and there keeping the newest keeps nothing.
 */
public final class CachedDataset implements DerivedDataset {
    /** What of the heap pictures may take: a third. */
    private static final int HEAP_SHARE = 3;

    private final Dataset source;
    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();
    private final Map<Key, Sample> samples = new ConcurrentHashMap<>();

    private record Key(String split, String name) {}

    private CachedDataset(Dataset source, long maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /** The same data, up to so many bytes of it in memory; 4 bytes a pixel. */
    public static CachedDataset of(Dataset source, long maxBytes) {
        return new CachedDataset(source, maxBytes);
    }

    /** The same data, up to a third of the heap of it in memory. */
    public static CachedDataset of(Dataset source) {
        return of(source, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    @Override
    public Dataset source() {
        return source;
    }

    @Override
    public Sample sample(String split, String name) {
        Key key = new Key(split, name);
        Sample known = samples.get(key);
        if (known != null) {
            return known;
        }
        Sample read = source.sample(split, name);
        if (held.addAndGet(read.bytes()) > maxBytes) {
            held.addAndGet(-read.bytes());
        } else if (samples.putIfAbsent(key, read) != null) {
            held.addAndGet(-read.bytes());
        }
        return read;
    }
}
