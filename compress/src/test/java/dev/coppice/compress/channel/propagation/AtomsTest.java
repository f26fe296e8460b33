package dev.coppice.compress.channel.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AtomsTest {
    private final Atoms atoms = new Atoms();

    @Test
    void new_ones_are_numbered_on_and_stand_alone() {
        assertThat(atoms.fresh(63)).isEqualTo(IntStream.rangeClosed(1, 63).toArray());
        assertThat(atoms.fresh(200)).isEqualTo(IntStream.rangeClosed(64, 263).toArray());

        assertThat(IntStream.rangeClosed(0, 263)).allMatch(atom -> atoms.find(atom) == atom);
    }

    @Test
    void the_oldest_stands_for_its_class() {
        atoms.fresh(4);
        atoms.unite(4, 3);
        atoms.unite(4, 1);

        assertThat(IntStream.rangeClosed(1, 4).map(atoms::find)).containsExactly(1, 2, 1, 1);
    }

    @Test
    void what_is_fixed_unites_with_nothing() {
        atoms.fresh(1);
        atoms.unite(Atoms.FIXED, Atoms.FIXED);

        assertThatThrownBy(() -> atoms.unite(1, Atoms.FIXED)).hasMessageContaining("protect the atom");
        assertThatThrownBy(() -> atoms.unite(Atoms.FIXED, 1)).hasMessageContaining("protect the atom");
    }

    @Test
    void a_class_is_protected_for_the_first_reason() {
        atoms.fresh(3);
        atoms.protect(3, "first");
        atoms.protect(3, "second");
        atoms.unite(3, 2);
        atoms.protect(2, "third");

        assertThat(atoms.protection(2)).contains("first");
        assertThat(atoms.protection(3)).contains("first");
        assertThat(atoms.protection(1)).isEmpty();
    }

    @Test
    void fillers_are_loose_until_they_meet_channels() {
        int[] fillers = atoms.loose(3);
        int channel = atoms.fresh(1)[0];
        atoms.unite(fillers[0], fillers[1]);
        assertThat(atoms.isLoose(fillers[1])).isTrue();
        assertThat(atoms.isLoose(channel)).isFalse();

        atoms.unite(fillers[1], channel);

        assertThat(IntStream.of(fillers).filter(atoms::isLoose)).containsExactly(fillers[2]);
    }

    @Test
    void changes_are_counted_once() {
        atoms.fresh(2);
        assertThat(atoms.changes()).isZero();
        atoms.unite(1, 2);
        assertThat(atoms.changes()).isEqualTo(1);
        atoms.unite(2, 1);
        assertThat(atoms.changes()).isEqualTo(1);
        atoms.protect(2, "why");
        assertThat(atoms.changes()).isEqualTo(2);
        atoms.protect(1, "why");
        assertThat(atoms.changes()).isEqualTo(2);
    }
}
