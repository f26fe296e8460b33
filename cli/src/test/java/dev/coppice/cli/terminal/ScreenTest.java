package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    @Test
    void sentences_end_their_lines_between_words_and_tables_stay() {
        String table = "layer  channels  what was done to it";
        String text = "one two three four five six\n\n" + table + "\nshort";

        assertThat(new Screen(12, false).wrapped(text))
                .isEqualTo("one two\nthree four\nfive six\n\n" + table + "\nshort");
        assertThat(new Screen(12, false).wrapped("/a/path/that/is/longer than it"))
                .isEqualTo("/a/path/that/is/longer\nthan it");
        assertThat(Screen.NONE.wrapped(text)).isEqualTo(text);
    }

    @Test
    void what_stands_behind_a_label_goes_on_below_itself() {
        assertThat(new Screen(16, false).wrapped("file    loads and runs\n        in two ways or three"))
                .isEqualTo("file    loads\n        and\n        runs\n        in two\n        ways or\n        three");
        assertThat(new Screen(16, false).wrapped("a long label    says this and that"))
                .isEqualTo("a long label    says this and that");
    }

    @ParameterizedTest
    @CsvSource({
        "80, '', true",
        "0, '', false",
        "80, NO_COLOR=1, false",
        "80, NO_COLOR=, true",
        "80, CLICOLOR=0, false",
        "80, TERM=dumb, false",
        "80, TERM=xterm, true",
        "0, CLICOLOR_FORCE=1, true",
        "0, CLICOLOR_FORCE=0, false",
        "80, CLICOLOR_FORCE=1 NO_COLOR=1, false",
        "80, CLICOLOR_FORCE=1 CLICOLOR=0, true"
    })
    void colours_are_for_terminals_that_want_them(int columns, String environment, boolean coloured) {
        Map<String, String> variables = new HashMap<>();
        for (String pair : environment.split(" ", -1)) {
            String[] parts = pair.split("=", 2);
            variables.put(parts[0], parts[parts.length - 1]);
        }

        assertThat(Screen.of(columns, variables)).isEqualTo(new Screen(columns, coloured));
    }
}
