package dev.coppice.cli.fuzz;

import dev.coppice.models.data.RandomStream;

/** A change of a file's content, drawn from a stream of random numbers: the same numbers give the same bytes. */
interface Mutation {
    byte[] of(byte[] content, RandomStream random);

    /** One of these, each as likely as the others. */
    static Mutation any(Mutation... mutations) {
        return (content, random) -> mutations[random.below(mutations.length)].of(content, random);
    }

    /** This one, up to so many times in a row. */
    default Mutation upTo(int times) {
        return (content, random) -> {
            byte[] changed = content;
            for (int i = random.below(times); i >= 0; i--) {
                changed = of(changed, random);
            }
            return changed;
        };
    }
}
