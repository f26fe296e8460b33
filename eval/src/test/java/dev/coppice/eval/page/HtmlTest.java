package dev.coppice.eval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    private static final String HOSTILE = "</script><script>alert(1)</script>\" onload='x' <!-- &amp;";

    @Test
    void a_text_stays_a_text_in_an_element_and_in_an_attribute() {
        assertThat(Html.element("p", HOSTILE).with("title", HOSTILE).source())
                .isEqualTo("<p title=\"" + escaped() + "\">" + escaped() + "</p>");
    }

    private static String escaped() {
        return "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &lt;!-- &amp;amp;";
    }

    @Test
    void what_no_page_may_hold_becomes_a_mark() {
        assertThat(Html.text("a\0b\uD800c\uDC00d\u001Be\n\uD83D\uDE00").source())
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\n\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "style", "iframe", "p onclick", "a>", ""})
    void no_element_runs_anything(String name) {
        assertThatThrownBy(() -> Html.element(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "a=b", "x y"})
    void no_attribute_runs_anything(String name) {
        assertThatThrownBy(() -> Html.element("p").with(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_data_of_a_page_cannot_end_their_element_and_are_read_as_they_were() throws Exception {
        JsonNode data = JsonNodeFactory.instance.objectNode().put("name", HOSTILE + "\u2028");

        String page = new Page(
                        HOSTILE, Html.text("lead"), List.of(new Page.Section("one", HOSTILE, Html.text(HOSTILE))), data)
                .format();

        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<!-- ");
        String start = "<script type=\"application/json\" id=\"data\">";
        int from = page.indexOf(start) + start.length();
        assertThat(new JsonMapper().readTree(page.substring(from, page.indexOf("</script>", from))))
                .isEqualTo(data);
    }

    @Test
    void a_page_loads_nothing() {
        String page = new Page("t", Html.text(""), List.of(), JsonNodeFactory.instance.objectNode()).format();

        assertThat(page)
                .contains("default-src &#39;none&#39;", "script-src &#39;sha256-")
                .doesNotContain("http://", "https://", "src=", "url(");
    }
}
