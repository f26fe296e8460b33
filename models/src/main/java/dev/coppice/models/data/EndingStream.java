package dev.coppice.models.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture's content that is read behind its end only so often. Decoders look a few bytes ahead, some forty times in a whole
 * picture; that of WebP without losses reads the last bytes again and again where the rest is missing, and would take memory and
 * time for what a header of a few bytes promises.
 */
final class EndingStream extends MemoryCacheImageInputStream {
    private static final int MOST = 4096;

    private int behind;

    EndingStream(byte[] content) {
        super(new ByteArrayInputStream(content));
    }

    @Override
    public int read() throws IOException {
        return counted(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return counted(super.read(bytes, offset, length));
    }

    private int counted(int found) throws IOException {
        if (found < 0 && ++behind > MOST) {
            throw new IOException("it ends too early"); // no EOFException, which that decoder takes for an end
        }
        return found;
    }
}
