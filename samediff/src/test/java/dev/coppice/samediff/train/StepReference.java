package dev.coppice.samediff.train;

import dev.coppice.models.graph.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Training step of PyTorch in double precision, from a file that {@code src/test/python/step_reference.py} wrote.
 *
 * @param header description of the step, with the errors of PyTorch's single precision
 * @param trained gradient and value after the step, by constant
 * @param norms mean and variance of the batch, by the input of a normalisation
 */
record StepReference(Map<String, String> header, Map<String, Entry> trained, Map<String, Entry> norms) {
    /**
     * Summaries of two tensors of the same size.
     *
     * @param first gradient or mean
     * @param second weight or variance
     */
    record Entry(int elements, TensorSummary first, TensorSummary second) {}

    static StepReference read(String network, String mode) throws IOException {
        String resource = "/step/" + network + "-" + mode + ".txt.gz";
        StepReference reference = new StepReference(new HashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        try (InputStream file = Objects.requireNonNull(StepReference.class.getResourceAsStream(resource), resource);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] key = line.split(" ", 2);
                switch (key[0]) {
                    case "tensor" -> entry(key[1], lines, reference.trained);
                    case "norm" -> entry(key[1], lines, reference.norms);
                    default -> reference.header.put(key[0], key[1]);
                }
            }
        }
        return reference;
    }

    private static void entry(String line, BufferedReader lines, Map<String, Entry> into) throws IOException {
        String[] key = line.split(" ", 2);
        into.put(key[1], new Entry(Integer.parseInt(key[0]), summary(lines.readLine()), summary(lines.readLine())));
    }

    private static TensorSummary summary(String line) {
        List<Double> numbers =
                Arrays.stream(line.split(" ")).skip(1).map(Double::valueOf).toList();
        return new TensorSummary(numbers.get(0), numbers.get(1), numbers.get(2), numbers.subList(3, numbers.size()));
    }

    double number(String key) {
        return Double.parseDouble(text(key));
    }

    String text(String key) {
        return Objects.requireNonNull(header.get(key), key);
    }

    Shape shape(String key) {
        return Shape.of(
                Arrays.stream(text(key).split(" ")).mapToInt(Integer::parseInt).toArray());
    }
}
