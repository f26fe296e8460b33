package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.keras.layer.KerasGraph;
import dev.coppice.models.keras.layer.LayerException;
import dev.coppice.models.onnx.fold.Folding;
import dev.coppice.models.shape.OutputShapes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Translation of a model into a graph: it follows the calls of its layers, and of those of the models inside. */
final class ModelTranslation {
    private static final int MOST_AXES = 8;

    private final KerasFile file;
    private final KerasGraph graph = new KerasGraph();

    private ModelTranslation(KerasFile file) {
        this.file = file;
    }

    /**
     * Translates a model.
     *
     * @throws LayerException if it has layers or settings that cannot be read
     */
    static Translated of(KerasFile file) {
        JsonNode model = file.config();
        String type = model.path("class_name").asText();
        if (!LayerCheck.isModel(type)) {
            throw new LayerException("it is of the class '" + type + "', which Coppice cannot know; build it with"
                    + " keras.Model(inputs, outputs) or keras.Sequential, or export it to ONNX");
        }
        List<String> leftOut = LayerCheck.of(model);
        return new Translated(new ModelTranslation(file).graph(model, type), leftOut);
    }

    private Graph graph(JsonNode model, String type) {
        LayerCalls calls = new LayerCalls(file, graph);
        ModelCall top = new ModelCall(model, "", LayerPlace.ROOT);
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        List<String> tensors;
        if (type.equals("Sequential")) {
            input(ModelInput.ofSequential(model));
            tensors =
                    calls.sequential(top, List.of(ModelInput.ofSequential(model).name()));
            List<String> layers = calls.names(top);
            tensors.forEach(tensor -> names.add(layers.get(layers.size() - 1)));
        } else {
            List<ModelInput> inputs = calls.inputs(top);
            inputs.forEach(this::input);
            inputs.forEach(each -> taken.add(each.name()));
            tensors =
                    calls.functional(top, inputs.stream().map(ModelInput::name).toList());
            Reference.all(model.path("config").path("output_layers")).forEach(r -> names.add(r.layer()));
        }
        String name = model.path("config").path("name").asText("model");
        Graph whole = graph.graph(name, named(names, taken, tensors));
        boolean last = calls.isChannelsLast();
        return OutputShapes.declare(Folding.apply(whole, ImageHint.of(last ? ImageLayout.NHWC : ImageLayout.NCHW)));
    }

    /** The outputs under the names of their layers; the later ones of a layer, and inputs that are outputs, with a number. */
    private static Map<String, String> named(List<String> names, Set<String> taken, List<String> tensors) {
        if (tensors.isEmpty()) {
            throw new LayerException("it has no output");
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            String name = names.get(i);
            for (int k = 1; outputs.containsKey(name) || taken.contains(name); k++) {
                name = names.get(i) + "_" + k;
            }
            outputs.put(name, tensors.get(i));
        }
        return outputs;
    }

    private void input(ModelInput input) {
        JsonNode shape = input.shape();
        if (!shape.isArray() || shape.isEmpty() || shape.size() > MOST_AXES) {
            throw new LayerException(
                    "its input '" + input.name() + "' has the shape " + shape + ", expected one with a batch");
        }
        List<Dimension> axes = IntStream.range(0, shape.size())
                .mapToObj(i -> axis(shape.get(i), i))
                .toList();
        graph.input(input.name(), ElementType.FLOAT, axes);
    }

    private static Dimension axis(JsonNode size, int axis) {
        if (size.isNull()) {
            return Dimension.open(axis == 0 ? "N" : "D" + axis);
        }
        if (!size.canConvertToInt() || size.asInt() < 1) {
            throw new LayerException("an input has the size " + size + ", expected a whole number above 0");
        }
        return Dimension.of(size.asInt());
    }
}
