package dev.coppice.cli.fuzz;

import dev.coppice.models.data.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Changes that know nothing of the format. */
enum ByteMutation implements Mutation {
    FLIP {
        @Override
        void change(byte[] bytes, RandomStream random) {
            bytes[random.below(bytes.length)] ^= (byte) (1 << random.below(8));
        }
    },
    REPLACE {
        @Override
        void change(byte[] bytes, RandomStream random) {
            bytes[random.below(bytes.length)] = (byte) random.below(256);
        }
    },
    /** A number of 2, 4 or 8 bytes, as lengths, offsets and sizes are. */
    NUMBER {
        @Override
        void change(byte[] bytes, RandomStream random) {
            int width = 2 << random.below(3);
            if (bytes.length < width) {
                return;
            }
            long number = ODD[random.below(ODD.length)];
            ByteBuffer buffer =
                    ByteBuffer.wrap(bytes).order(random.chance(0.5) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int at = random.below(bytes.length - width + 1);
            switch (width) {
                case 2 -> buffer.putShort(at, (short) number);
                case 4 -> buffer.putInt(at, (int) number);
                default -> buffer.putLong(at, number);
            }
        }
    },
    /** A stretch of the file over another. */
    STRETCH {
        @Override
        void change(byte[] bytes, RandomStream random) {
            int length = 1 + random.below(Math.min(bytes.length, 64));
            int from = random.below(bytes.length - length + 1);
            System.arraycopy(bytes, from, bytes, random.below(bytes.length - length + 1), length);
        }
    },
    CUT_OFF {
        @Override
        public byte[] of(byte[] content, RandomStream random) {
            return Arrays.copyOf(content, random.below(content.length + 1));
        }
    },
    LEFT_OUT {
        @Override
        public byte[] of(byte[] content, RandomStream random) {
            int from = random.below(content.length + 1);
            int to = Math.min(content.length, from + 1 + random.below(16));
            byte[] shorter = Arrays.copyOf(content, content.length - (to - from));
            System.arraycopy(content, to, shorter, from, content.length - to);
            return shorter;
        }
    },
    INSERTED {
        @Override
        public byte[] of(byte[] content, RandomStream random) {
            byte[] more = new byte[1 + random.below(16)];
            for (int i = 0; i < more.length; i++) {
                more[i] = (byte) random.below(256);
            }
            int at = random.below(content.length + 1);
            byte[] longer = Arrays.copyOf(content, content.length + more.length);
            System.arraycopy(content, at, longer, at + more.length, content.length - at);
            System.arraycopy(more, 0, longer, at, more.length);
            return longer;
        }
    },
    /** Nothing of the file at all. */
    NOISE {
        @Override
        public byte[] of(byte[] content, RandomStream random) {
            byte[] noise = new byte[random.below(300)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) random.below(256);
            }
            // the first bytes tell the format
            System.arraycopy(content, 0, noise, 0, Math.min(random.below(16), Math.min(noise.length, content.length)));
            return noise;
        }
    };

    private static final long[] ODD = {
        0,
        1,
        -1,
        -2,
        127,
        255,
        65535,
        1 << 20,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** Any of them, mostly the small ones. */
    static final Mutation ANY =
            Mutation.any(Mutation.any(FLIP, REPLACE, NUMBER, STRETCH).upTo(6), Mutation.any(values()));

    @Override
    public byte[] of(byte[] content, RandomStream random) {
        byte[] changed = content.clone();
        if (changed.length > 0) {
            change(changed, random);
        }
        return changed;
    }

    void change(byte[] bytes, RandomStream random) {
        throw new UnsupportedOperationException(name());
    }
}
