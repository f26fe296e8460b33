package dev.coppice.cli.fuzz;

import dev.coppice.models.data.RandomStream;
import java.io.IOException;
import java.util.List;

/**
 * A kind of file.
 *
 * @param name its name in messages
 * @param valid valid files
 * @param mutation what becomes of them
 * @param door what reads such a file
 */
record FuzzKind(String name, List<byte[]> valid, Mutation mutation, Door door) {
    /** A way in for files. It returns if the file was taken. */
    interface Door {
        /**
         * Gives it a file.
         *
         * @throws dev.coppice.models.InvalidInputException if the file is refused
         * @throws FaultException if a command ends otherwise than by its work done or its input refused
         */
        void open(byte[] content, RandomStream random) throws IOException;
    }

    /** A command that failed, by what it said. */
    static final class FaultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FaultException(String message) {
            super(message);
        }
    }

    /** The content of one case: a seed and a number always give the same. */
    byte[] content(long seed, int number) {
        RandomStream random = random(seed, number);
        return mutation.of(valid.get(random.below(valid.size())), random);
    }

    /** The numbers that a case is drawn from. */
    RandomStream random(long seed, int number) {
        return RandomStream.of(seed, name.hashCode(), number);
    }

    @Override
    public String toString() {
        return name;
    }
}
