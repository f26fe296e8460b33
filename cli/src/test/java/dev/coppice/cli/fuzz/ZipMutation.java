package dev.coppice.cli.fuzz;

import dev.coppice.models.data.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Changes of an archive that stays one: an entry's content, by what it is, its name or place; entries more and less; entries that
 * inflate to a multitude of themselves.
 */
record ZipMutation(HostileWords words) implements Mutation {
    private static final int BOMB = 70 << 20;
    private static final byte[] OBJECT = object();

    @Override
    public byte[] of(byte[] content, RandomStream random) {
        Map<String, byte[]> entries = entries(content);
        if (entries.isEmpty()) {
            return content;
        }
        List<String> names = new ArrayList<>(entries.keySet());
        String name = names.get(random.below(names.size()));
        switch (random.below(40)) {
            case 0 -> entries.remove(name);
            case 1 -> entries.put(words.any(random), entries.remove(name));
            case 2 -> entries.put(words.any(random), OBJECT);
            case 3 -> entries.put(random.chance(0.5) ? "preprocessor.bin" : "normalizer.bin", OBJECT);
            case 4 -> entries.put(name, entries.get(names.get(random.below(names.size()))));
            case 5 -> entries.put(name, new byte[random.chance(0.1) ? BOMB : 1 << 20]);
            default -> entries.put(name, byContent(entries.get(name)).of(entries.get(name), random));
        }
        return archive(entries, random.chance(0.1));
    }

    private Mutation byContent(byte[] entry) {
        return entry.length > 0 && entry[0] == '{' ? new JsonMutation(words).upTo(3) : ByteMutation.ANY;
    }

    private static Map<String, byte[]> entries(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException | IllegalArgumentException e) {
            return Map.of(); // an earlier change made it no archive
        }
        return entries;
    }

    private static byte[] archive(Map<String, byte[]> entries, boolean isStored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                if (isStored) {
                    CRC32 sum = new CRC32();
                    sum.update(entry.getValue());
                    header.setMethod(ZipEntry.STORED);
                    header.setSize(entry.getValue().length);
                    header.setCrc(sum.getValue());
                }
                out.putNextEntry(header);
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (ZipException | IllegalArgumentException e) {
            return bytes.toByteArray(); // a name that no archive can have: it ends there
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An object of the class {@link Trap}, as Java serialises it: whoever reads it looks that class up and loads it. */
    private static byte[] object() {
        String name = Trap.class.getName();
        byte[] head = {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0, (byte) name.length()};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head);
        bytes.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 'x', 'p'});
        return bytes.toByteArray();
    }
}
