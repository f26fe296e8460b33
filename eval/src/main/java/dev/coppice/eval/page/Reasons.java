package dev.coppice.eval.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stayed as it is, by reasons. A reason that many share stands once, with all their names. */
public final class Reasons {
    /** Names of one reason that stand in the open; further ones are folded away. */
    private static final int OPEN = 12;

    /** Names on a page, at most. */
    private static final int MOST = 3000;

    private Reasons() {}

    /**
     * What stayed.
     *
     * @param where its name
     * @param reason why it stayed
     */
    public record Kept(String where, String reason) {}

    /** A list of reasons, in the order of their first names. */
    public static Html of(List<Kept> kept) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        kept.stream().limit(MOST).forEach(one -> byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>())
                .add(one.where()));
        List<Html> items = new ArrayList<>();
        byReason.forEach((reason, names) -> items.add(item(reason, names)));
        Html list = Html.element("ul").of("reasons").add(items);
        return kept.size() <= MOST
                ? list
                : Html.all(List.of(
                        list,
                        Html.element("p", (kept.size() - MOST) + " more are in the JSON beside this page.")
                                .of("note")));
    }

    private static Html item(String reason, List<String> names) {
        List<Html> body = new ArrayList<>();
        body.add(Html.text(reason + ": "));
        body.add(names(names.subList(0, Math.min(OPEN, names.size()))));
        if (names.size() > OPEN) {
            body.add(Html.element("details")
                    .add(
                            Html.element("summary", "and " + (names.size() - OPEN) + " more"),
                            names(names.subList(OPEN, names.size()))));
        }
        return Html.element("li").add(body);
    }

    private static Html names(List<String> names) {
        List<Html> parts = new ArrayList<>();
        for (String name : names) {
            if (!parts.isEmpty()) {
                parts.add(Html.text(", "));
            }
            parts.add(Html.name(name));
        }
        return Html.all(parts);
    }
}
