package dev.coppice.models.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @ParameterizedTest(name = "{0} are taken as {1}")
    @CsvSource({
        "x2 x1, x1 x2",
        "x1 x2, x1 x2",
        "key value query, query value key",
        "value key query, query value key",
        "axis inputs, inputs"
    })
    void arguments_by_name_are_taken_in_the_order_of_the_layer(String given, String taken)
            throws JsonProcessingException {
        String named = Arrays.stream(given.split(" "))
                .map(name -> "\"" + name + "\":" + (name.equals("axis") ? "1" : tensor(name)))
                .collect(Collectors.joining(","));

        Arguments arguments =
                Arguments.of(new JsonMapper().readTree("{\"args\":[],\"kwargs\":{" + named + "}}"), r -> r.layer());

        assertThat(arguments.tensors()).containsExactly(taken.split(" "));
    }

    private static String tensor(String layer) {
        return "{\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":[\"" + layer + "\",0,0]}}";
    }
}
