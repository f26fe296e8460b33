package dev.coppice.samediff.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Store that keeps every written checkpoint. */
record MemoryStore(List<byte[]> written) implements CheckpointStore {
    static MemoryStore empty() {
        return new MemoryStore(new ArrayList<>());
    }

    static MemoryStore with(byte[] content) {
        MemoryStore store = empty();
        store.write(content);
        return store;
    }

    @Override
    public String name() {
        return "here";
    }

    @Override
    public Optional<byte[]> read() {
        return written.isEmpty() ? Optional.empty() : Optional.of(written.get(written.size() - 1));
    }

    @Override
    public void write(byte[] content) {
        written.add(content);
    }
}
