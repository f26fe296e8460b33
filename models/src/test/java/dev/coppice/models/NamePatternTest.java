package dev.coppice.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamePatternTest {
    @Test
    void a_star_stands_for_any_text_and_a_question_mark_for_one_character() {
        assertThat(new NamePattern("enc*").fits("enc1/conv.weight")).isTrue();
        assertThat(new NamePattern("enc*").fits("dec1.enc")).isFalse();
        assertThat(new NamePattern("enc?").fits("enc12")).isFalse();
        assertThat(new NamePattern("a.b").fits("acb")).isFalse();
        assertThat(new NamePattern("a*?b").plain()).isEqualTo("ab");
    }
}
