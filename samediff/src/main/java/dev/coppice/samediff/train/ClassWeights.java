package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights of the classes' pixels in the loss. Only ratios matter, as the loss is a weighted mean. */
public sealed interface ClassWeights {
    /**
     * Computes a weight for each class.
     *
     * @param classes classes of the data, in label order
     * @param pixels number of labelled pixels of each class in the training split
     */
    double[] of(List<String> classes, long[] pixels);

    /**
     * Checks the weights before long work starts.
     *
     * @param classes classes of the data
     * @throws InvalidInputException naming every weight of an unknown class and every invalid weight
     */
    default void check(List<String> classes) {}

    /**
     * Parses {@code uniform}, {@code data} or {@code NAME=W,…}.
     *
     * @throws InvalidInputException if the text is none of these
     */
    static ClassWeights parse(String text) {
        if (text.equals("uniform")) {
            return new Uniform();
        }
        if (text.equals("data")) {
            return FromData.DEFAULT;
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.lastIndexOf('=');
            try {
                weights.put(part.substring(0, Math.max(0, sign)).strip(), Double.valueOf(part.substring(sign + 1)));
            } catch (NumberFormatException e) {
                sign = 0;
            }
            if (sign < 1) {
                throw new InvalidInputException("Class weights are '" + text
                        + "', expected uniform, data, or weights by class such as pole=4,car=2.");
            }
        }
        return new Given(weights);
    }

    /** Equal weights. */
    record Uniform() implements ClassWeights {
        @Override
        public double[] of(List<String> classes, long[] pixels) {
            double[] weights = new double[classes.size()];
            Arrays.fill(weights, 1);
            return weights;
        }
    }

    /**
     * Weights that favour rare classes: 1 / ln(bound + share of pixels). ENet uses a bound of 1.02 (Paszke et al., 2016,
     * section 5.2). A larger bound favours them less.
     *
     * @param bound above 1, at most 100; the weight of the rarest class is at most 1 / ln(bound)
     */
    record FromData(double bound) implements ClassWeights {
        /** Weights with which rare classes count up to 8 times as much as a class with half the pixels. */
        public static final FromData DEFAULT = new FromData(1.05);

        public FromData {
            if (!(bound > 1 && bound <= 100)) {
                throw new InvalidInputException(
                        "The bound of class weights is " + bound + ", expected a number above 1, at most 100.");
            }
        }

        @Override
        public double[] of(List<String> classes, long[] pixels) {
            double all = Math.max(1, Arrays.stream(pixels).sum());
            return Arrays.stream(pixels)
                    .mapToDouble(p -> 1 / Math.log(bound + p / all))
                    .toArray();
        }
    }

    /** Weights by class name; other classes have weight 1. */
    record Given(Map<String, Double> weights) implements ClassWeights {
        public Given {
            weights = Map.copyOf(weights);
        }

        @Override
        public void check(List<String> classes) {
            List<String> problems = new ArrayList<>();
            weights.forEach((name, weight) -> {
                if (!classes.contains(name)) {
                    problems.add("'" + name + "' is no class of the data " + classes);
                } else if (!(weight >= 0) || weight.isInfinite()) {
                    problems.add("'" + name + "' has weight " + weight + ", expected a finite number of at least 0");
                }
            });
            if (!problems.isEmpty()) {
                throw new InvalidInputException(
                        "Class weights are not valid:",
                        problems.stream().sorted().toList());
            }
        }

        @Override
        public double[] of(List<String> classes, long[] pixels) {
            check(classes);
            return classes.stream()
                    .mapToDouble(c -> weights.getOrDefault(c, 1.0))
                    .toArray();
        }
    }
}
