package dev.coppice.eval.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void what_is_written_is_read() {
        List<String> fields = List.of("plain", "", "a,b", "say \"hi\"", "\"", ",", "0.5");

        assertThat(Csv.parse(Csv.format(fields))).isEqualTo(fields);
    }

    @Test
    void a_record_is_one_line() {
        assertThat(Csv.format(List.of("Two faults:\n  - one\r\n  - two", "x")))
                .isEqualTo("Two faults:; - one; - two,x");
    }

    @Test
    void quotes_only_what_needs_it() {
        assertThat(Csv.format(List.of("1/2", "a,b", "\"q\""))).isEqualTo("1/2,\"a,b\",\"\"\"q\"\"\"");
    }
}
