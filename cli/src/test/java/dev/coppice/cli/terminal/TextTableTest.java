package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void words_stand_left_and_figures_right() {
        TextTable table = new TextTable(1, "class", "IoU").row("sky", "0.9").row("bicyclist", "0.12");

        assertThat(table).hasToString("class       IoU\nsky         0.9\nbicyclist  0.12");
    }

    @Test
    void a_row_has_as_many_cells_as_the_heading() {
        assertThatThrownBy(() -> new TextTable(1, "class", "IoU").row("sky")).hasMessage("1 cells under [class, IoU]");
    }
}
