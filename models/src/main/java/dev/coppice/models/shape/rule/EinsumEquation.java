package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Equation of an Einsum with a label for each axis. The axes of an ellipsis have the labels {@code 0}, {@code 1}, …, counted
 * from the last.
 *
 * @param inputs the labels of each input's axes
 * @param output the labels of the output's axes
 */
public record EinsumEquation(List<String> inputs, String output) {
    private static final String DOTS = "...";
    private static final String ARROW = "->";
    private static final int MOST_DOTS = 10;

    public EinsumEquation {
        inputs = List.copyOf(inputs);
    }

    /**
     * The equation of a node whose inputs have these shapes.
     *
     * @throws IllegalArgumentException if the equation does not fit the ranks
     */
    public static EinsumEquation of(Node node, List<Shape> shapes) {
        String text = node.attributes().text("equation", "").replaceAll("\\s", "");
        int arrow = text.indexOf(ARROW);
        List<String> terms = List.of((arrow < 0 ? text : text.substring(0, arrow)).split(",", -1));
        if (terms.size() != shapes.size()) {
            throw new IllegalArgumentException(
                    "equation '" + text + "' has " + terms.size() + " terms for " + shapes.size() + " inputs");
        }
        List<String> inputs = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.get(i);
            int dots = term.contains(DOTS) ? shapes.get(i).rank() - term.length() + DOTS.length() : 0;
            most = Math.max(most, dots);
            inputs.add(labels(term, dots));
            if (inputs.get(i).length() != shapes.get(i).rank()) {
                throw new IllegalArgumentException("term '" + term + "' does not fit " + shapes.get(i));
            }
        }
        String output = arrow < 0 ? implicit(inputs) : labels(text.substring(arrow + ARROW.length()), most);
        return new EinsumEquation(inputs, output);
    }

    private static String labels(String term, int dots) {
        if (dots < 0 || dots >= MOST_DOTS) {
            throw new IllegalArgumentException("the dots of term '" + term + "' stand for " + dots + " axes");
        }
        StringBuilder digits = new StringBuilder();
        for (int i = dots - 1; i >= 0; i--) {
            digits.append(i);
        }
        return term.replace(DOTS, digits);
    }

    /** The output of an equation without one: the dots, and every label that occurs once, in alphabetical order. */
    private static String implicit(List<String> inputs) {
        Map<Character, Integer> counts = new TreeMap<>();
        inputs.forEach(term -> term.chars().forEach(label -> counts.merge((char) label, 1, Integer::sum)));
        StringBuilder dots = new StringBuilder();
        StringBuilder once = new StringBuilder();
        counts.forEach((label, count) -> {
            if (Character.isDigit(label)) {
                dots.insert(0, label);
            } else if (count == 1) {
                once.append(label.charValue());
            }
        });
        return dots.append(once).toString();
    }

    /** All labels: those of the output in its order, and then those that are summed over. */
    public String labels() {
        Set<Integer> all = new LinkedHashSet<>();
        output.chars().forEach(all::add);
        inputs.forEach(term -> term.chars().forEach(all::add));
        StringBuilder text = new StringBuilder();
        all.forEach(text::appendCodePoint);
        return text.toString();
    }

    /** Whether an input has one label on two of its axes, so that the equation takes its diagonal. */
    public boolean hasDiagonal() {
        return inputs.stream().anyMatch(term -> term.chars().distinct().count() < term.length());
    }

    /**
     * The size of each label.
     *
     * @throws IllegalArgumentException if two sizes of a label differ and neither is 1
     */
    public Map<Character, Integer> sizes(List<Shape> shapes) {
        Map<Character, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (int axis = 0; axis < inputs.get(i).length(); axis++) {
                char label = inputs.get(i).charAt(axis);
                int size = shapes.get(i).size(axis);
                int before = sizes.getOrDefault(label, 1);
                if (before != 1 && size != 1 && before != size) {
                    throw new IllegalArgumentException(
                            "axis '" + label + "' has " + before + " and " + size + " elements");
                }
                sizes.put(label, Math.max(before, size));
            }
        }
        return sizes;
    }
}
