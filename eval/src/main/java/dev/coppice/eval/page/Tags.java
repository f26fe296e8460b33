package dev.coppice.eval.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tags of a plot's points, each at the first side of its point where it covers no other tag, and no point if it can. */
final class Tags {
    /** The width of a letter. */
    private static final double LETTER = 7.5;

    /** How far a point reaches. */
    private static final double REACH = 5;

    private final Scale across;
    private final Scale up;
    private final List<Box> points;
    private final List<Box> taken = new ArrayList<>();

    Tags(Scale across, Scale up, List<Plot.Series> series) {
        this.across = across;
        this.up = up;
        this.points = series.stream()
                .flatMap(one -> one.points().stream())
                .filter(point -> Plot.isSeen(point, across, up))
                .map(point -> Box.around(across.at(point.x()), up.at(point.y())))
                .toList();
    }

    /** A place of letters. */
    private record Box(double left, double top, double right, double bottom) {
        static Box around(double x, double y) {
            return new Box(x - REACH, y - REACH, x + REACH, y + REACH);
        }

        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /** The tags of a series. A tag that finds no place is left out. */
    Html of(Plot.Series one) {
        List<Html> parts = new ArrayList<>();
        for (Plot.Point point : one.points()) {
            if (Plot.isSeen(point, across, up) && !point.tag().isEmpty()) {
                place(point, parts);
            }
        }
        return Html.all(parts);
    }

    private void place(Plot.Point point, List<Html> parts) {
        double x = across.at(point.x());
        double y = up.at(point.y());
        double width = LETTER * point.tag().length();
        double[][] places = {
            {x + 9, y + 4},
            {x - 9 - width, y + 4},
            {x - width / 2, y - 10},
            {x - width / 2, y + 20},
            {x + 7, y - 8},
            {x - 7 - width, y - 8},
            {x + 7, y + 18},
            {x - 7 - width, y + 18}
        };
        List<double[]> free = Arrays.stream(places)
                .filter(place -> isInside(box(place, width)) && taken.stream().noneMatch(box(place, width)::meets))
                .toList();
        free.stream()
                .filter(place -> points.stream().noneMatch(box(place, width)::meets))
                .findFirst()
                .or(() -> free.stream().findFirst())
                .ifPresent(place -> {
                    taken.add(box(place, width));
                    parts.add(
                            Plot.label(place[0], place[1], "start", point.tag()).of("tag"));
                });
    }

    private static Box box(double[] place, double width) {
        return new Box(place[0], place[1] - 12, place[0] + width, place[1] + 3);
    }

    private boolean isInside(Box box) {
        return box.left() >= across.start() && box.right() <= across.end() && box.top() >= 0;
    }
}
