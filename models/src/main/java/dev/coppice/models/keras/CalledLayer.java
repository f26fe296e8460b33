package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.keras.layer.LayerException;
import java.util.ArrayList;
import java.util.List;

/** A layer of a model, with its calls and what they gave so far. */
final class CalledLayer {
    private static final int KERAS_3 = 3;

    private final JsonNode json;
    private final LayerPlace place;
    private final List<JsonNode> calls = new ArrayList<>();
    private final List<List<String>> results = new ArrayList<>();
    private boolean countsFromOne = true;

    CalledLayer(JsonNode json, LayerPlace place) {
        this.json = json;
        this.place = place;
        json.path("inbound_nodes").forEach(calls::add);
    }

    JsonNode json() {
        return json;
    }

    LayerPlace place() {
        return place;
    }

    String type() {
        return LayerType.of(json);
    }

    boolean isDone() {
        return results.size() == calls.size();
    }

    /** The next call. */
    JsonNode next() {
        return calls.get(results.size());
    }

    /** The number of the next call. */
    int number() {
        return results.size();
    }

    void gives(List<String> tensors) {
        results.add(tensors);
    }

    /** Notes a reference of a list: a model that is called 0th somewhere is counted from 0. */
    void note(Reference reference) {
        countsFromOne &= reference.call() > 0;
    }

    /**
     * Whether the result of a call is there.
     *
     * @throws LayerException if there is no such call
     */
    boolean has(Reference reference, boolean end, int keras) {
        int call = call(reference, end, keras);
        if (call < 0 || call >= Math.max(1, calls.size())) {
            throw new LayerException("a tensor is the result of call " + reference.call() + " of layer '"
                    + reference.layer() + "', which has " + calls.size());
        }
        return call < results.size();
    }

    String result(Reference reference, boolean end, int keras) {
        List<String> tensors = results.get(call(reference, end, keras));
        if (reference.tensor() < 0 || reference.tensor() >= tensors.size()) {
            throw new LayerException("a tensor is result " + reference.tensor() + " of layer '" + reference.layer()
                    + "', which gives " + tensors.size());
        }
        return tensors.get(reference.tensor());
    }

    /**
     * The number of a call. Models begin with a call of their own, which lists count, and which Keras 3 counts at the ends of
     * models alone.
     */
    private int call(Reference reference, boolean end, int keras) {
        boolean counted = (keras < KERAS_3 || !reference.listed() || !end)
                ? reference.listed() && LayerCheck.isModel(type()) && countsFromOne
                : LayerCheck.isModel(type()) && !type().equals("Sequential");
        return reference.call() - (counted ? 1 : 0);
    }
}
