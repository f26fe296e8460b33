package dev.coppice.eval.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A piece of a page. Every text and every value of an attribute is escaped where it is written. Immutable. */
public sealed interface Html {
    /** Writes the piece. */
    void write(StringBuilder page);

    /** A text, which may hold any characters. */
    static Html text(String text) {
        return new Text(text);
    }

    /** Pieces one after another. */
    static Html all(List<? extends Html> pieces) {
        return new Many(List.copyOf(pieces));
    }

    /** An element without attributes. */
    static Element element(String name, Html... children) {
        return new Element(name, List.of(), List.of(children));
    }

    /** An element without attributes around a text. */
    static Element element(String name, String text) {
        return element(name, text(text));
    }

    /** A name out of a file, which may be long: its lines end behind a separator if they can. */
    static Html name(String name) {
        List<Html> parts = new ArrayList<>();
        int start = 0;
        for (int end = 2; end < name.length(); end++) {
            if ("/._".indexOf(name.charAt(end - 1)) >= 0 && "/._".indexOf(name.charAt(end)) < 0) {
                parts.add(text(name.substring(start, end)));
                parts.add(element("wbr"));
                start = end;
            }
        }
        parts.add(text(name.substring(start)));
        return element("code").add(parts);
    }

    /** The piece as it stands in a page. */
    default String source() {
        StringBuilder page = new StringBuilder();
        write(page);
        return page.toString();
    }

    /** A text. */
    record Text(String text) implements Html {
        @Override
        public void write(StringBuilder page) {
            escape(text, page);
        }
    }

    /** Pieces one after another. */
    record Many(List<Html> pieces) implements Html {
        public Many {
            pieces = List.copyOf(pieces);
        }

        @Override
        public void write(StringBuilder page) {
            pieces.forEach(piece -> piece.write(page));
        }
    }

    /**
     * An element.
     *
     * @param name its name, which is never a script or a style: {@link Page} alone writes those
     * @param attributes its attributes in their order
     * @param children what it holds
     */
    record Element(String name, List<Attribute> attributes, List<Html> children) implements Html {
        private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
        private static final List<String> REFUSED = List.of("script", "style", "iframe", "object");
        private static final List<String> EMPTY = List.of("br", "hr", "img", "input", "link", "meta", "wbr");

        public Element {
            attributes = List.copyOf(attributes);
            children = List.copyOf(children);
            if (!NAME.matcher(name).matches() || REFUSED.contains(name)) {
                throw new IllegalArgumentException("element '" + name + "'");
            }
        }

        /** The same with an attribute. */
        public Element with(String attribute, String value) {
            if (!NAME.matcher(attribute).matches() || attribute.startsWith("on")) {
                throw new IllegalArgumentException("attribute '" + attribute + "'");
            }
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(new Attribute(attribute, value));
            return new Element(name, more, children);
        }

        /** The same with a whole number, or one to two decimals, as an attribute. */
        public Element with(String attribute, double value) {
            return with(attribute, Numbers.plain(value));
        }

        /** The same of a class of the style sheet. */
        public Element of(String classes) {
            return with("class", classes);
        }

        /** The same with more in it. */
        public Element add(Html... more) {
            return add(List.of(more));
        }

        /** The same with more in it. */
        public Element add(List<? extends Html> more) {
            List<Html> all = new ArrayList<>(children);
            all.addAll(more);
            return new Element(name, attributes, all);
        }

        @Override
        public void write(StringBuilder page) {
            page.append('<').append(name);
            for (Attribute attribute : attributes) {
                page.append(' ').append(attribute.name()).append("=\"");
                escape(attribute.value(), page);
                page.append('"');
            }
            page.append('>');
            children.forEach(child -> child.write(page));
            if (!EMPTY.contains(name)) {
                page.append("</").append(name).append('>');
            }
        }
    }

    /** An attribute of an element. */
    record Attribute(String name, String value) {}

    /** Writes a text so that it is a text everywhere in a page. Characters that no page may hold become U+FFFD. */
    private static void escape(String text, StringBuilder page) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(isAllowed(text, i) ? c : '\uFFFD');
            }
        }
    }

    private static boolean isAllowed(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
        }
        return c == '\n' || c == '\t' || !Character.isISOControl(c);
    }
}
