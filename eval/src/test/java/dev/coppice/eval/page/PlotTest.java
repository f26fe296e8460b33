package dev.coppice.eval.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static final Plot.Axis AXIS = new Plot.Axis("x");

    private static String drawn(Plot.Style style, Plot.Point... points) {
        return new Plot("what it shows", AXIS, AXIS, List.of(new Plot.Series("s <1>", style, List.of(points))))
                .draw()
                .source();
    }

    @Test
    void points_that_are_not_finite_are_left_out() {
        String svg = drawn(
                Plot.Style.DOTS,
                new Plot.Point(1, 2, "seen"),
                new Plot.Point(Double.NaN, 2, "absent"),
                new Plot.Point(1, Double.POSITIVE_INFINITY, "absent"));

        assertThat(svg).contains("data-label=\"seen\"").doesNotContain("absent", "NaN", "Infinity");
    }

    @Test
    void a_plot_without_points_or_with_one_has_axes_all_the_same() {
        assertThat(drawn(Plot.Style.LINE)).contains("<svg").doesNotContain("NaN");
        assertThat(drawn(Plot.Style.LINE, new Plot.Point(3, 3, "one"))).contains("data-label=\"one\"");
        assertThat(drawn(Plot.Style.LINE, new Plot.Point(0.125, 0, "a"), new Plot.Point(0.135, 0, "b")))
                .contains(">0.126<");
    }

    @Test
    void several_series_have_a_legend() {
        Plot.Series one = new Plot.Series("s <1>", Plot.Style.DOTS, List.of(new Plot.Point(1, 2, "a")));
        Plot.Series other = new Plot.Series("t", Plot.Style.CURVE, List.of(new Plot.Point(1, 2, "b")));

        assertThat(new Plot("what", AXIS, AXIS, List.of(one, other)).draw().source())
                .contains("s &lt;1&gt;</li>", "<path class=\"curve\" d=\"M-8 0H8\"></path></svg>t</li>");
        assertThat(new Plot("what", AXIS, AXIS, List.of(one)).draw().source()).doesNotContain("<li>");
    }

    @Test
    void a_spread_is_a_bar_that_the_axis_holds() {
        Plot.Point point = new Plot.Point(1, 50, 10, "", "mean", "");

        // from 40 to 60, with a margin of 6 % of these at both ends of the 264 pixels between 278 and 14
        assertThat(drawn(Plot.Style.DOTS, point))
                .contains("<path class=\"curve\" d=\"M303 263.86h10M303 28.14h10M308 263.86V28.14\"></path>");
    }

    @Test
    void a_tag_covers_no_other_point_if_it_can() {
        String svg = drawn(
                Plot.Style.DOTS,
                new Plot.Point(1, 1, "chosen", "label", ""),
                new Plot.Point(1.05, 1, "near"),
                new Plot.Point(0, 0, "far"),
                new Plot.Point(2, 2, "far"));

        // the point to the right of 308, 146 is where the tag would stand first: six letters of 7.5 end 9 to the left
        assertThat(svg).contains("<text x=\"254\" y=\"150\" text-anchor=\"start\" class=\"tag\">chosen</text>");
    }

    @Test
    void marks_of_an_axis_are_neither_few_nor_crowded() {
        assertThat(Numbers.ticks(1, 106, 5))
                .extracting(Numbers.Tick::text)
                .containsExactly("20", "40", "60", "80", "100");
    }

    @Test
    void an_empty_cell_heads_no_row() {
        assertThat(DataTable.texts("t", List.of(List.of("", "a"), List.of("", "1"), List.of("*", "2")))
                        .draw()
                        .source())
                .contains("<tr><td class=\"words\"></td><td>1</td></tr>")
                .contains("<tr><th scope=\"row\" class=\"words\">*</th><td>2</td></tr>");
    }

    @Test
    void marks_of_whole_numbers_are_whole() {
        assertThat(Numbers.wholeTicks(-0.1, 2.2, 5))
                .extracting(Numbers.Tick::text)
                .containsExactly("0", "1", "2");
        assertThat(Numbers.wholeTicks(0, 100, 5))
                .extracting(Numbers.Tick::text)
                .containsExactly("0", "20", "40", "60", "80", "100");
    }

    @Test
    void long_names_may_end_a_line_behind_a_separator() {
        assertThat(Html.name("/dec.0/Relu_output_0").source())
                .isEqualTo("<code>/dec.<wbr>0/<wbr>Relu_<wbr>output_<wbr>0</code>");
        assertThat(Html.name("a<b").source()).isEqualTo("<code>a&lt;b</code>");
    }

    @Test
    void what_can_be_followed_is_no_image() {
        assertThat(drawn(Plot.Style.MARKS, new Plot.Point(1, 1, "tag", "label", "point/report.html")))
                .contains("role=\"group\"", "href=\"point/report.html\"", ">tag</text>");
        assertThat(drawn(Plot.Style.MARKS, new Plot.Point(1, 1, "label"))).contains("role=\"img\"");
    }

    @Test
    void tags_that_would_cover_each_other_move_or_stay_away() {
        Plot.Point[] crowd = new Plot.Point[30];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = new Plot.Point(1 + 1e-6 * i, 1, "tag " + i, "label", "");
        }
        crowd[0] = new Plot.Point(9, 1, "far", "label", "");

        assertThat(drawn(Plot.Style.MARKS, crowd).split("class=\"tag\"", -1)).hasSizeBetween(2, 10);
    }

    @Test
    void amounts_are_shown_in_the_unit_that_suits_them() {
        assertThat(Numbers.amount(512)).isEqualTo("512");
        assertThat(Numbers.amount(34_567)).isEqualTo("34.6 k");
        assertThat(Numbers.amount(4_350_000)).isEqualTo("4.35 M");
        assertThat(Numbers.amount(13_740_000_000.0)).isEqualTo("13.7 G");
        assertThat(Numbers.bytes(999)).isEqualTo("999 B");
        assertThat(Numbers.bytes(4_350)).isEqualTo("4.35 kB");
        assertThat(Numbers.amount(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.milliseconds(0.0424)).isEqualTo("0.042");
        assertThat(Numbers.milliseconds(9.994)).isEqualTo("9.99");
        assertThat(Numbers.milliseconds(9.996)).isEqualTo("10.0");
        assertThat(Numbers.milliseconds(1955.43)).isEqualTo("1955");
    }
}
