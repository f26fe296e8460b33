package dev.coppice.cli.fuzz;

import dev.coppice.models.data.RandomStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Changes of a chunk of a PNG file with its checksum made right again. Other files get a change of bytes. */
record PngMutation() implements Mutation {
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;

    @Override
    public byte[] of(byte[] content, RandomStream random) {
        boolean isPng = content.length > SIGNATURE + FRAME && content[1] == 'P' && content[2] == 'N';
        if (!isPng) {
            return ByteMutation.ANY.of(content, random);
        }
        byte[] changed = content.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed);
        int chosen = random.below(3);
        int at = SIGNATURE;
        for (int chunk = 0; at + FRAME <= changed.length; chunk++) {
            int length = buffer.getInt(at);
            if (length < 0 || length > changed.length - at - FRAME) {
                return changed;
            }
            if (chunk == chosen && length > 0) {
                for (int i = random.below(4); i >= 0; i--) {
                    changed[at + 8 + random.below(length)] = (byte) random.below(256);
                }
                CRC32 sum = new CRC32();
                sum.update(changed, at + 4, length + 4);
                buffer.putInt(at + 8 + length, (int) sum.getValue());
            }
            at += FRAME + length;
        }
        return changed;
    }
}
