package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RiffChunksTest {
    private static final byte[] WEBP = Base64.getDecoder()
            .decode("UklGRl4AAABXRUJQVlA4TFIAAAAvF8ADAM1VIKL/sYi4N3j/AzcoaNtG0lgEVvnT2T37AEwjQCZt81Xj5qp1HGrTNmBI33LH"
                    + "GixBp2+wMGq+jZ/ogvyE7Am5A0UAn0BhwMC5qXMB");

    @TempDir
    private Path folder;

    @Test
    void a_whole_picture_passes_and_so_does_what_is_none() throws IOException {
        RiffChunks.check(WEBP);
        RiffChunks.check(new byte[40]);
        assertThatCode(() -> PictureReader.image(written(WEBP))).doesNotThrowAnyException();
    }

    @Test
    void a_picture_that_is_cut_off_anywhere_is_refused() {
        for (int length = 12; length < WEBP.length; length++) {
            byte[] part = Arrays.copyOf(WEBP, length);
            assertThatThrownBy(() -> PictureReader.image(written(part)))
                    .as("%d bytes", length)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("it says that it has 102 bytes, and it has " + length);
        }
    }

    @Test
    void a_chunk_that_reaches_over_the_end_is_refused() {
        byte[] changed = WEBP.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(16, -1);

        assertThatThrownBy(() -> RiffChunks.check(changed)).isInstanceOf(IOException.class);
    }

    @Test
    void a_picture_of_many_pixels_in_few_bytes_is_refused() {
        byte[] changed = WEBP.clone();
        changed[22] = (byte) 0xff; // 16 thousand columns and rows become thousands of thousands of pixels
        changed[23] = (byte) 0xff;

        assertThatThrownBy(() -> PictureReader.image(written(changed)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pixels");
    }

    /** Found by fuzzing: the decoder read the last bytes for minutes, or took 658 MB. */
    @Test
    void a_picture_that_promises_more_codes_than_it_has_bytes_is_refused() {
        byte[] endless = WEBP.clone();
        endless[22] = (byte) 0xc0;
        endless[23] = 0;
        endless[63] = (byte) 0x9c;
        endless[97] = 0x38;
        byte[] large = WEBP.clone();
        large[22] = (byte) 0xf9;
        large[23] = 3;

        for (byte[] changed : List.of(endless, large)) {
            assertThatThrownBy(() -> PictureReader.image(written(changed)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("ends");
        }
    }

    private Path written(byte[] content) throws IOException {
        return Files.write(folder.resolve("p.webp"), content);
    }
}
