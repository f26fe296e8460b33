package dev.coppice.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {
    @Test
    void gives_the_default_where_one_is_absent() {
        assertThat(Attributes.NONE.integer("axis", 1)).isEqualTo(1);
        assertThat(Attributes.NONE.real("alpha", 0.5f)).isEqualTo(0.5f);
        assertThat(Attributes.NONE.integers("pads", 1, 2)).containsExactly(1, 2);
        assertThat(Attributes.NONE.reals("scales")).isEmpty();
        assertThat(Attributes.NONE.tensor("value")).isEmpty();
    }

    @Test
    void gives_what_was_set_and_not_what_was_removed() {
        Attributes attributes = Attributes.NONE
                .with("axis", -1)
                .with("alpha", 0.25f)
                .with("pads", 3, 4)
                .with("scales", new AttributeValue.Reals(List.of(1f, 2f)))
                .with("value", new AttributeValue.Data(Tensor.scalar(3)));

        assertThat(attributes.integer("axis", 1)).isEqualTo(-1);
        assertThat(attributes.real("alpha", 0)).isEqualTo(0.25f);
        assertThat(attributes.integers("pads")).containsExactly(3, 4);
        assertThat(attributes.reals("scales")).containsExactly(1f, 2f);
        assertThat(attributes.tensor("value")).contains(Tensor.scalar(3));
        assertThat(attributes.without("axis", "pads").asMap()).containsOnlyKeys("alpha", "scales", "value");
    }

    @Test
    void are_equal_by_their_values() {
        Attributes one = Attributes.NONE.with("axis", 1);

        assertThat(one).isEqualTo(Attributes.NONE.with("axis", 1)).hasSameHashCodeAs(Attributes.NONE.with("axis", 1));
        assertThat(one).isNotEqualTo(Attributes.NONE.with("axis", 1f));
    }

    @Test
    void refuse_one_of_another_kind() {
        assertThatThrownBy(() -> Attributes.NONE.with("axis", 1f).integer("axis", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attribute 'axis' is a Real, expected Int");
        assertThatThrownBy(() -> Attributes.NONE.with("pads", 1).reals("pads"))
                .hasMessage("attribute 'pads' is a Int, expected Reals");
    }

    @Test
    void lists_do_not_change_later() {
        List<String> texts = new ArrayList<>(List.of("a"));
        AttributeValue.Texts value = new AttributeValue.Texts(texts);

        texts.add("b");

        assertThat(value.values()).containsExactly("a");
    }
}
