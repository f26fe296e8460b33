package dev.coppice.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.models.Setting;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionNamesTest {
    private static final List<String> COMMANDS = List.of("compress", "prune", "analyze");

    @ParameterizedTest
    @EnumSource
    void every_setting_that_messages_name_is_an_option(Setting setting) {
        String option = OptionNames.OPTIONS.of(setting).split(" ", 2)[0];

        String help = COMMANDS.stream()
                .map(command -> CommandRun.of(command, "--help").out())
                .collect(Collectors.joining());

        assertThat(help).containsPattern("\\Q" + option + "\\E[ =,]");
    }
}
