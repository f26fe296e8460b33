package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassMatchingTest {
    @Test
    void classes_match_by_name_in_any_order() {
        ClassMatching matching =
                ClassMatching.of(TinyCards.logits("road", "sky", "car"), List.of("sky", "car", "road"));

        assertThat(matching.index(0)).isEqualTo(2);
        assertThat(matching.index(1)).isEqualTo(0);
        assertThat(matching.index(2)).isEqualTo(1);
        assertThat(matching.extra()).isEmpty();
    }

    @Test
    void a_class_the_data_do_not_have_comes_after_theirs() {
        ClassMatching matching = ClassMatching.of(TinyCards.logits("sky", "void", "car"), List.of("sky", "car"));

        assertThat(matching.index(1)).isEqualTo(2);
        assertThat(matching.classes()).containsExactly("sky", "car", "void");
        assertThat(matching.dataClasses()).isEqualTo(2);
        assertThat(matching.extra()).containsExactly("void");
    }

    @Test
    void classes_the_network_lacks_are_listed_all_at_once() {
        assertThatThrownBy(() -> ClassMatching.of(TinyCards.logits("sky", "road"), List.of("sky", "pole", "sign")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Network 'tiny' lacks 2 of the data's classes: [pole, sign]. Its own are [sky, road]; names "
                                + "must be equal. Correct the card, or use data labelled with its classes.");
    }
}
