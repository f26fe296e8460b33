package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
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
