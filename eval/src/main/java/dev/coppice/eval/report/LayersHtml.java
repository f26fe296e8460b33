package dev.coppice.eval.report;

import dev.coppice.eval.page.Bars;
import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Html.Element;
import dev.coppice.eval.page.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The layers of a report before and after, in the network's own order. */
final class LayersHtml {
    /** Layers that a page shows, at most: the dearest, so that the page stays small. */
    private static final int MOST = 400;

    private final List<LayerChange> all;
    private final List<LayerChange> layers;

    LayersHtml(List<LayerChange> all) {
        this.all = all;
        this.layers = shown(all);
    }

    private static List<LayerChange> shown(List<LayerChange> all) {
        if (all.size() <= MOST) {
            return all;
        }
        List<LayerChange> dearest = all.stream()
                .sorted(Comparator.comparingDouble(layer -> -dearer(layer, LayerFigures::macs)))
                .limit(MOST)
                .toList();
        return all.stream().filter(dearest::contains).toList();
    }

    /** A table with bars: MACs, channels, milliseconds and grid, and what the plan says of each layer. */
    Html table() {
        boolean timed = layers.stream().anyMatch(layer -> dearer(layer, LayerFigures::milliseconds) > 0);
        List<String> headings = new ArrayList<>(List.of("layer", "MACs", "channels"));
        if (timed) {
            headings.add("ms, one thread");
        }
        headings.addAll(List.of("map", "what was done, and why not more"));
        List<List<Html>> rows = new ArrayList<>();
        for (LayerChange layer : layers) {
            List<Html> row = new ArrayList<>();
            row.add(Html.all(List.of(
                    Html.name(layer.place().name()),
                    Html.text(" "),
                    Html.element("span", layer.place().op()).of("small"))));
            row.add(bars(layer, LayerFigures::macs, macs -> Numbers.amount(macs)));
            row.add(bars(layer, LayerFigures::channels, count -> Numbers.decimals(count, 0)));
            if (timed) {
                row.add(bars(layer, LayerFigures::milliseconds, ms -> Numbers.digits(ms)));
            }
            row.add(Html.text(fromTo(
                    layer.before().map(LayerFigures::gridText), layer.after().map(LayerFigures::gridText))));
            row.add(reasons(layer));
            rows.add(row);
        }
        List<Html> body = new ArrayList<>(List.of(
                key(), new DataTable("Layers before and after", headings, rows, List.of(headings.size() - 1)).draw()));
        if (timed) {
            body.add(note(
                    "Milliseconds are medians on one thread by ONNX Runtime's own profiler, with the activations that it"
                            + " joins to a layer. Pooling, joins and copies between layouts belong to no layer."));
        }
        if (layers.size() < all.size()) {
            body.add(note("The " + layers.size() + " dearest of " + all.size() + " layers. report.json holds all."));
        }
        return Html.all(body);
    }

    private static Html key() {
        return Html.element("ul")
                .of("legend")
                .with("aria-label", "Bars")
                .add(entry("before", "before"), entry("after", "after"));
    }

    private static Element entry(String kind, String name) {
        return Html.element("li")
                .add(
                        Html.element("svg")
                                .with("viewBox", "0 0 16 16")
                                .with("aria-hidden", "true")
                                .add(Html.element("rect")
                                        .of(kind)
                                        .with("width", 16)
                                        .with("height", 16)),
                        Html.text(name));
    }

    private Html bars(LayerChange layer, ToDoubleFunction<LayerFigures> figure, DoubleFunction<String> text) {
        double most = layers.stream()
                .mapToDouble(each -> dearer(each, figure))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        Optional<Double> before = layer.before().map(figure::applyAsDouble);
        Optional<Double> after = layer.after().map(figure::applyAsDouble);
        return Html.all(List.of(
                Html.text(fromTo(before.map(text::apply), after.map(text::apply))),
                Bars.pair(before.orElse(0.0), after.orElse(0.0), most)));
    }

    /** One value where nothing changed, both where it did. */
    private static String fromTo(Optional<String> before, Optional<String> after) {
        String from = before.orElse("new");
        String to = after.orElse("gone");
        return from.equals(to) ? from : from + " → " + to;
    }

    private static Html reasons(LayerChange layer) {
        if (layer.before().isEmpty()) {
            return Html.text("added");
        }
        return Html.text(layer.reasons().isEmpty() ? Numbers.MISSING : String.join("; ", layer.reasons()));
    }

    /** Where space was cut: the side of each layer's map, before and after, drawn along the network. */
    Html space() {
        List<LayerChange> maps = layers.stream()
                .filter(layer -> side(layer.before()) > 0 || side(layer.after()) > 0)
                .toList();
        List<LayerChange> cut = maps.stream()
                .filter(layer -> layer.before().isPresent() && side(layer.after()) < side(layer.before()))
                .toList();
        if (cut.isEmpty()) {
            return Html.element("p", "Every map has the size that it had.");
        }
        double most = maps.stream()
                .mapToDouble(layer -> Math.max(side(layer.before()), side(layer.after())))
                .max()
                .orElse(1);
        String title = "Sides of the maps of " + maps.size() + " layers, in the network's order, up to " + largest(maps)
                + "; " + cut.size()
                + (cut.size() == 1 ? " is" : " are") + " smaller than before, from '"
                + cut.get(0).place().name() + "' to '"
                + cut.get(cut.size() - 1).place().name() + "'";
        Element strip = Html.element("svg")
                .of("strip")
                .with("viewBox", "0 0 " + 10 * maps.size() + " 100")
                .with("preserveAspectRatio", "none")
                .with("role", "img")
                .with("aria-label", title);
        List<Html> columns = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            columns.add(column(maps.get(i), 10 * i, most));
        }
        return Html.all(
                List.of(key(), strip.add(columns), note(title + ". The table of layers above holds the sizes.")));
    }

    /** The sizes of the largest map. */
    private static String largest(List<LayerChange> maps) {
        return maps.stream()
                .flatMap(layer -> Stream.concat(layer.before().stream(), layer.after().stream()))
                .max(Comparator.comparingDouble(figures -> side(Optional.of(figures))))
                .map(LayerFigures::gridText)
                .orElse(Numbers.MISSING);
    }

    private static Html column(LayerChange layer, double left, double most) {
        double before = 100 * side(layer.before()) / most;
        double after = 100 * side(layer.after()) / most;
        return Html.element("g")
                .add(
                        Html.element(
                                "title",
                                layer.place().name() + ": "
                                        + fromTo(
                                                layer.before().map(LayerFigures::gridText),
                                                layer.after().map(LayerFigures::gridText))),
                        Html.element("rect")
                                .of("before")
                                .with("x", left + 1)
                                .with("y", 100 - before)
                                .with("width", 8)
                                .with("height", before),
                        Html.element("rect")
                                .of("after")
                                .with("x", left + 3)
                                .with("y", 100 - after)
                                .with("width", 4)
                                .with("height", after));
    }

    /** The side of a square, cube or line with as many places as the map; 0 where there is none. */
    private static double side(Optional<LayerFigures> figures) {
        return figures.map(LayerFigures::grid)
                .filter(grid -> !grid.isEmpty())
                .map(grid ->
                        Math.pow(grid.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b), 1.0 / grid.size()))
                .orElse(0.0);
    }

    private static double dearer(LayerChange layer, ToDoubleFunction<LayerFigures> figure) {
        double before = layer.before().map(figure::applyAsDouble).orElse(0.0);
        double after = layer.after().map(figure::applyAsDouble).orElse(0.0);
        return Math.max(Double.isNaN(before) ? 0 : before, Double.isNaN(after) ? 0 : after);
    }

    private static Html note(String text) {
        return Html.element("p", text).of("note");
    }
}
