package dev.coppice.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.export.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A page as one file that needs nothing else. It is whole without its script, which adds comforts. A rule in its head lets a
 * browser run this script and no other, and load nothing.
 *
 * @param title its title
 * @param lead what a reader should see first, below the title
 * @param sections its sections
 * @param data the figures of the page, for programs; left out if they are so many that the page would be slow to open
 */
public record Page(String title, Html lead, List<Section> sections, JsonNode data) {
    /** Characters of data that a page holds, at most. */
    private static final int MOST_DATA = 400_000;

    private static final String STYLE = resource("page.css");
    private static final String SCRIPT = resource("page.js");

    public Page {
        sections = List.copyOf(sections);
    }

    /**
     * A section.
     *
     * @param id its name in addresses, a word in lower case
     * @param title its heading
     * @param body what it holds
     */
    public record Section(String id, String title, Html body) {
        private Html html() {
            return Html.element("section")
                    .with("id", id)
                    .with("aria-labelledby", id + "-title")
                    .add(Html.element("h2", title).with("id", id + "-title"), body);
        }
    }

    /** Writes the page to a file, which appears whole or not at all. */
    public void write(Path file) {
        WholeFile.write(file, format());
    }

    /** The page as text. */
    public String format() {
        StringBuilder page =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        head().write(page);
        page.append("\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        body().write(page);
        page.append("\n<script type=\"application/json\" id=\"data\">");
        page.append(inline(data));
        page.append("</script>\n<script>").append(SCRIPT).append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private Html head() {
        String rule = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" + hash(SCRIPT)
                + "'; base-uri 'none'; form-action 'none'";
        return Html.all(List.of(
                Html.element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Html.element("meta").with("name", "color-scheme").with("content", "light dark"),
                Html.element("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", rule),
                Html.element("title", title)));
    }

    private Html body() {
        List<Html> links = new ArrayList<>();
        sections.forEach(section -> links.add(
                Html.element("li").add(Html.element("a", section.title()).with("href", "#" + section.id()))));
        return Html.all(List.of(
                Html.element("a", "To the content").of("skip").with("href", "#content"),
                Html.element("header").add(Html.element("h1", title), lead),
                Html.element("nav")
                        .with("aria-label", "Sections")
                        .add(Html.element("ul").add(links)),
                Html.element("main")
                        .with("id", "content")
                        .with("tabindex", "-1")
                        .add(sections.stream().map(Section::html).toList())));
    }

    /** JSON that cannot end the element it stands in. */
    private static String inline(JsonNode data) {
        String text = data.toString();
        return (text.length() > MOST_DATA ? "{}" : text)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            // line ends of the checkout do not matter
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + name + "' of the program", e);
        }
    }
}
