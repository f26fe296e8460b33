package dev.coppice.models.graph;

import java.util.List;

/** The value of a node's attribute, one record for each kind of ONNX. Sub-graphs are missing, as reading refuses them. */
public sealed interface AttributeValue {
    /** An integer. */
    record Int(long value) implements AttributeValue {}

    /** A floating-point number. */
    record Real(float value) implements AttributeValue {}

    /** A text. */
    record Text(String value) implements AttributeValue {}

    /** Integers. */
    record Ints(List<Long> values) implements AttributeValue {
        public Ints {
            values = List.copyOf(values);
        }
    }

    /** Floating-point numbers. */
    record Reals(List<Float> values) implements AttributeValue {
        public Reals {
            values = List.copyOf(values);
        }
    }

    /** Texts. */
    record Texts(List<String> values) implements AttributeValue {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** A tensor. */
    record Data(Tensor value) implements AttributeValue {}
}
