package dev.coppice.models.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A data set that keeps read samples in memory up to a limit. Samples beyond the limit are read anew each time.
 *
 * <p>Nothing is ever evicted. Training goes through the whole split in each epoch, so a cache of the newest samples would
 * never hit.
 */
public final class CachedDataset implements DerivedDataset {
    /** The share of the heap that pictures may take: one third. */
    private static final int HEAP_SHARE = 3;

    private final Dataset source;
    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();
    private final Map<Key, Sample> samples = new ConcurrentHashMap<>();
    private final Map<Key, VolumeSample> volumes = new ConcurrentHashMap<>();

    private record Key(String split, String name) {}

    private CachedDataset(Dataset source, long maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /** The same data, with at most the given number of bytes in memory. A pixel takes 4 bytes. */
    public static CachedDataset of(Dataset source, long maxBytes) {
        return new CachedDataset(source, maxBytes);
    }

    /** The same data, with at most a third of the heap in memory. */
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
        keep(samples, key, read, read.bytes());
        return read;
    }

    @Override
    public VolumeSample volume(String split, String name) {
        Key key = new Key(split, name);
        VolumeSample known = volumes.get(key);
        if (known != null) {
            return known;
        }
        VolumeSample read = source.volume(split, name);
        keep(volumes, key, read, read.bytes());
        return read;
    }

    private <T> void keep(Map<Key, T> kept, Key key, T read, long bytes) {
        if (held.addAndGet(bytes) > maxBytes || kept.putIfAbsent(key, read) != null) {
            held.addAndGet(-bytes);
        }
    }
}
