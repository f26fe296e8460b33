package dev.coppice.eval.report;

import dev.coppice.eval.page.Embedded;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Palette;
import dev.coppice.models.data.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A report's examples side by side: input, label, both predictions, and where they differ. */
final class PicturesHtml {
    private static final int SAME = 0xE8EAED;
    private static final int GAINED = 0x0A6E4F;
    private static final int LOST = 0xB3420B;
    private static final int OTHER = 0x8B6FB0;

    private PicturesHtml() {}

    static Html of(ExampleSet examples) {
        List<Html> body = new ArrayList<>();
        if (examples.rows().stream().anyMatch(row -> !row.isNamed())) {
            body.add(legend("Classes", classes(examples)));
            body.add(legend(
                    "Differences",
                    List.of(
                            swatch(SAME, "same class"),
                            swatch(GAINED, "the compressed network alone is right"),
                            swatch(LOST, "the original alone is right"),
                            swatch(OTHER, "different, and neither is right"))));
        }
        for (ExampleSet.Row row : examples.rows()) {
            body.add(Html.element("h3", row.name()));
            body.add(row.isNamed() ? named(row, examples.classes()) : mapped(row, examples.classes()));
        }
        return Html.all(body);
    }

    private static Html legend(String name, List<Html> entries) {
        return Html.element("ul").of("legend").with("aria-label", name).add(entries);
    }

    private static List<Html> classes(ExampleSet examples) {
        Palette palette = Palette.of(examples.classes());
        List<Html> entries = new ArrayList<>();
        IntStream.range(0, examples.classes().size())
                .forEach(c ->
                        entries.add(swatch(palette.colour(c), examples.classes().get(c))));
        if (examples.hasUnlabelled()) {
            entries.add(swatch(Palette.IGNORED, ExamplePicture.VOID));
        }
        return entries;
    }

    private static Html swatch(int colour, String name) {
        return Html.element("li")
                .add(
                        Html.element("span")
                                .of("key")
                                .with("style", String.format(Locale.ROOT, "background:#%06x", colour))
                                .with("aria-hidden", "true"),
                        Html.text(name));
    }

    private static Html named(ExampleSet.Row row, List<String> classes) {
        List<Html> words = new ArrayList<>();
        List<String> titles = List.of("label", "original", "compressed");
        for (int i = 0; i < titles.size(); i++) {
            int index = row.maps().get(i).at(0, 0);
            words.add(
                    Html.element("li", titles.get(i) + ": " + (index < classes.size() ? classes.get(index) : "other")));
        }
        return Html.element("div")
                .of("pictures")
                .add(
                        figure("input", Embedded.photograph(row.image(), "Picture " + row.name())),
                        Html.element("ul").add(words));
    }

    private static Html mapped(ExampleSet.Row row, List<String> classes) {
        Palette palette = Palette.of(classes);
        return Html.element("div")
                .with("data-example", row.name())
                .add(Html.element("div")
                        .of("pictures")
                        .add(
                                figure("input", Embedded.photograph(row.image(), "Picture " + row.name())),
                                figure(
                                        "label",
                                        Embedded.map(palette.paint(row.label()), "True classes of " + row.name())),
                                figure(
                                        "original",
                                        Embedded.map(
                                                palette.paint(row.before()),
                                                "Classes that the original sees in " + row.name())),
                                figure(
                                        "compressed",
                                        Embedded.map(
                                                palette.paint(row.after()),
                                                "Classes that the compressed network sees in " + row.name())),
                                figure("difference", difference(row))));
    }

    private static Html figure(String title, Html picture) {
        return Html.element("figure").add(picture, Html.element("figcaption", title));
    }

    private static Html difference(ExampleSet.Row row) {
        LabelMap label = row.label();
        int width = label.width();
        int[] pixels = new int[width * label.height()];
        int lost = 0;
        int gained = 0;
        int other = 0;
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            pixels[i] =
                    colour(label.at(x, y), row.before().at(x, y), row.after().at(x, y));
            lost += pixels[i] == LOST ? 1 : 0;
            gained += pixels[i] == GAINED ? 1 : 0;
            other += pixels[i] == OTHER ? 1 : 0;
        }
        String words = "Where both networks differ: the original alone is right on "
                + share(lost, pixels) + " of the pixels, the compressed network alone on " + share(gained, pixels)
                + ", neither on " + share(other, pixels);
        return Embedded.map(RgbImage.of(width, label.height(), pixels), words);
    }

    private static int colour(int truth, int before, int after) {
        if (before == after) {
            return SAME;
        }
        return before == truth ? LOST : after == truth ? GAINED : OTHER;
    }

    private static String share(int count, int[] pixels) {
        return Numbers.percent((double) count / pixels.length, 1);
    }
}
