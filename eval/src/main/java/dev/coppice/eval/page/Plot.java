package dev.coppice.eval.page;

import dev.coppice.eval.page.Html.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A plot of series of points on two axes, as SVG with a legend. A point that is not finite is left out.
 *
 * @param title what it shows, for those who do not see it
 * @param x the axis to the right
 * @param y the axis upwards
 * @param series the series; later ones cover earlier ones
 */
public record Plot(String title, Axis x, Axis y, List<Series> series) {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 330;
    private static final double LEFT = 72;
    private static final double RIGHT = WIDTH - 16;
    private static final double TOP = 14;
    private static final double BOTTOM = HEIGHT - 52;
    private static final double RADIUS = 5;

    /** Series beyond this number take the colours of the first again, in other shapes. */
    private static final int COLOURS = 12;

    public Plot {
        series = List.copyOf(series);
    }

    /**
     * An axis.
     *
     * @param name what it counts, with its unit
     * @param kind what its steps are
     */
    public record Axis(String name, Kind kind) {
        /** What the steps of an axis are. */
        public enum Kind {
            /** Equal. */
            LINEAR,
            /** Equal, and its marks are whole numbers. */
            WHOLE,
            /** Factors; values that are not above 0 are left out. */
            LOGARITHMIC
        }

        /** A linear axis. */
        public Axis(String name) {
            this(name, Kind.LINEAR);
        }

        double position(double value) {
            return kind == Kind.LOGARITHMIC ? Math.log10(value) : value;
        }
    }

    /** How a series is drawn. */
    public enum Style {
        /** Points joined by a line. */
        LINE,
        /** A line alone. */
        CURVE,
        /** A dashed line in the colour of the series before it, which the legend leaves out. */
        DASHES,
        /** Points alone. */
        DOTS,
        /** Large points, each with its tag beside it. */
        MARKS
    }

    /** Points of one kind. */
    public record Series(String name, Style style, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * A point.
     *
     * @param spread how far its value goes up and down, drawn as a bar; 0 for none
     * @param tag a few letters drawn beside it, empty for none
     * @param label what is told of it when pointed at
     * @param link an address that it leads to, empty for none
     */
    public record Point(double x, double y, double spread, String tag, String label, String link) {
        /** A point without a spread. */
        public Point(double x, double y, String tag, String label, String link) {
            this(x, y, 0, tag, label, link);
        }

        /** A point that leads nowhere and bears no tag. */
        public Point(double x, double y, String label) {
            this(x, y, "", label, "");
        }

        private DoubleStream values() {
            return spread > 0 ? DoubleStream.of(y - spread, y + spread) : DoubleStream.of(y);
        }
    }

    /** The plot, its legend and a place for what is told of a point. */
    public Html draw() {
        Scale across = Scale.of(x, values(point -> DoubleStream.of(point.x())), LEFT, RIGHT);
        Scale up = Scale.of(y, values(Point::values), BOTTOM, TOP);
        boolean leads = series.stream().flatMap(s -> s.points().stream()).anyMatch(p -> !p.link()
                .isEmpty());
        Element drawing = Html.element("svg")
                .with("viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT)
                // what an image holds cannot be reached by keyboard
                .with("role", leads ? "group" : "img")
                .with("aria-label", title)
                .add(axes(across, up));
        Tags tags = new Tags(across, up, series);
        for (int i = 0; i < series.size(); i++) {
            drawing = drawing.add(draw(series.get(i), colour(i), across, up)).add(tags.of(series.get(i)));
        }
        return Html.element("div")
                .of("plot")
                .add(drawing, legend(), Html.element("p").of("readout"));
    }

    private DoubleStream values(Function<Point, DoubleStream> coordinate) {
        return series.stream()
                .flatMap(s -> s.points().stream())
                .filter(p -> Double.isFinite(x.position(p.x())) && Double.isFinite(y.position(p.y())))
                .flatMapToDouble(coordinate);
    }

    static boolean isSeen(Point point, Scale across, Scale up) {
        return Double.isFinite(across.at(point.x())) && Double.isFinite(up.at(point.y()));
    }

    private Html axes(Scale across, Scale up) {
        List<Html> parts = new ArrayList<>();
        for (Numbers.Tick tick : across.ticks()) {
            double place = across.at(tick.value());
            parts.add(line(place, TOP, place, BOTTOM));
            parts.add(label(place, BOTTOM + 18, "middle", tick.text()));
        }
        for (Numbers.Tick tick : up.ticks()) {
            double place = up.at(tick.value());
            parts.add(line(LEFT, place, RIGHT, place));
            parts.add(label(LEFT - 8, place + 4, "end", tick.text()));
        }
        parts.add(label((LEFT + RIGHT) / 2, HEIGHT - 10, "middle", x.name()));
        double middle = (TOP + BOTTOM) / 2;
        parts.add(label(0, 0, "middle", y.name())
                .with("transform", "translate(14 " + Numbers.plain(middle) + ") rotate(-90)"));
        return Html.all(parts);
    }

    private static Element line(double x1, double y1, double x2, double y2) {
        return Html.element("line")
                .of("grid")
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2);
    }

    static Element label(double x, double y, String anchor, String text) {
        return Html.element("text", text).with("x", x).with("y", y).with("text-anchor", anchor);
    }

    private static Html draw(Series one, int number, Scale across, Scale up) {
        List<Html> parts = new ArrayList<>();
        List<Point> points =
                one.points().stream().filter(p -> isSeen(p, across, up)).toList();
        boolean joined = one.style() != Style.DOTS && one.style() != Style.MARKS;
        if (joined && points.size() > 1) {
            StringBuilder path = new StringBuilder();
            points.forEach(p -> path.append(path.isEmpty() ? "M" : "L")
                    .append(Numbers.plain(across.at(p.x())))
                    .append(' ')
                    .append(Numbers.plain(up.at(p.y()))));
            parts.add(Html.element("path")
                    .of(one.style() == Style.DASHES ? "curve dashed" : "curve")
                    .with("d", path.toString())
                    .with("data-label", one.name())
                    .add(Html.element("title", one.name())));
        }
        boolean bare = one.style() == Style.CURVE || one.style() == Style.DASHES;
        for (Point point : bare ? List.<Point>of() : points) {
            if (point.spread() > 0) {
                parts.add(bar(point, across, up));
            }
            parts.add(mark(point, one, number, across, up));
        }
        return Html.element("g").of("s" + number % COLOURS).add(parts);
    }

    /** How far a point's value goes up and down. */
    private static Html bar(Point point, Scale across, Scale up) {
        return Html.element("path")
                .of("curve")
                .with(
                        "d",
                        Shapes.bar(
                                across.at(point.x()),
                                up.at(point.y() - point.spread()),
                                up.at(point.y() + point.spread())));
    }

    private static Html mark(Point point, Series one, int number, Scale across, Scale up) {
        boolean small = one.style() == Style.LINE && point.link().isEmpty();
        double radius = one.style() == Style.MARKS ? 1.5 * RADIUS : small ? 0.6 * RADIUS : RADIUS;
        Element shape = Html.element("path")
                .of("dot")
                .with("d", Shapes.point(number, radius))
                .with(
                        "transform",
                        "translate(" + Numbers.plain(across.at(point.x())) + " " + Numbers.plain(up.at(point.y()))
                                + ")")
                .with("data-label", point.label())
                .add(Html.element("title", point.label()));
        return point.link().isEmpty()
                ? shape
                : Html.element("a")
                        .with("href", point.link())
                        // many points lead somewhere: by keyboard, those of lines and marks do
                        .with("tabindex", one.style() == Style.DOTS ? -1 : 0)
                        .with("aria-label", point.label())
                        .add(shape);
    }

    /** The number of a series' colour: dashes share that of the series before. */
    private int colour(int index) {
        long own = series.subList(0, index + 1).stream()
                .filter(one -> one.style() != Style.DASHES)
                .count();
        return (int) Math.max(0, own - 1);
    }

    private static Html sample(Style style, int colour) {
        return style == Style.CURVE
                ? Html.element("path").of("curve").with("d", "M-8 0H8")
                : Html.element("path").of("dot").with("d", Shapes.point(colour, RADIUS));
    }

    /** What the series are; an axis says what a single one is. */
    private Html legend() {
        int[] named = IntStream.range(0, series.size())
                .filter(i -> series.get(i).style() != Style.DASHES)
                .toArray();
        if (named.length < 2) {
            return Html.text("");
        }
        return Html.element("ul")
                .of("legend")
                .add(Arrays.stream(named)
                        .mapToObj(i -> Html.element("li")
                                .add(
                                        Html.element("svg")
                                                .of("s" + colour(i) % COLOURS)
                                                .with("viewBox", "-8 -8 16 16")
                                                .with("aria-hidden", "true")
                                                .add(sample(series.get(i).style(), colour(i))),
                                        Html.text(series.get(i).name())))
                        .toList());
    }
}
