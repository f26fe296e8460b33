package dev.coppice.eval.page;

import java.util.ArrayList;
import java.util.List;

/** The tags of a plot's points, each at the first side of its point where it covers no other. */
final class Tags {
    /** The width of a letter. */
    private static final double LETTER = 7.5;

    private final Scale across;
    private final Scale up;
    private final List<Box> taken = new ArrayList<>();

    Tags(Scale across, Scale up) {
        this.across = across;
        this.up = up;
    }

    /** A place of letters. */
    private record Box(double left, double top, double right, double bottom) {
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
        double[][] places = {{x + 9, y + 4}, {x - 9 - width, y + 4}, {x - width / 2, y - 10}, {x - width / 2, y + 20}};
        for (double[] place : places) {
            Box box = new Box(place[0], place[1] - 12, place[0] + width, place[1] + 3);
            if (box.left() >= across.start()
                    && box.right() <= across.end()
                    && box.top() >= 0
                    && taken.stream().noneMatch(box::meets)) {
                taken.add(box);
                parts.add(Plot.label(place[0], place[1], "start", point.tag()).of("tag"));
                return;
            }
        }
    }
}
