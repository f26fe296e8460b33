package dev.coppice.models.graph;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A node's attributes by name, in alphabetical order. Immutable; {@code with} returns a changed copy. */
public final class Attributes {
    /** No attributes. */
    public static final Attributes NONE = new Attributes(new TreeMap<>());

    private final NavigableMap<String, AttributeValue> values;

    private Attributes(NavigableMap<String, AttributeValue> values) {
        this.values = Collections.unmodifiableNavigableMap(values);
    }

    /** Attributes copied from a map. */
    public static Attributes of(Map<String, AttributeValue> values) {
        return new Attributes(new TreeMap<>(values));
    }

    /** Every attribute, by name. */
    public NavigableMap<String, AttributeValue> asMap() {
        return values;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** An integer attribute, or the default where it is absent. */
    public int integer(String name, int otherwise) {
        return value(name, AttributeValue.Int.class)
                .map(v -> Math.toIntExact(v.value()))
                .orElse(otherwise);
    }

    /** A float attribute, or the default where it is absent. */
    public float real(String name, float otherwise) {
        return value(name, AttributeValue.Real.class)
                .map(AttributeValue.Real::value)
                .orElse(otherwise);
    }

    /** A text attribute, or the default where it is absent. */
    public String text(String name, String otherwise) {
        return value(name, AttributeValue.Text.class)
                .map(AttributeValue.Text::value)
                .orElse(otherwise);
    }

    /** An attribute with several integers, or the default where it is absent. */
    public int[] integers(String name, int... otherwise) {
        return value(name, AttributeValue.Ints.class)
                .map(v -> v.values().stream().mapToInt(Math::toIntExact).toArray())
                .orElse(otherwise);
    }

    /** An attribute with several floating-point numbers; empty where it is absent. */
    public List<Float> reals(String name) {
        return value(name, AttributeValue.Reals.class)
                .map(AttributeValue.Reals::values)
                .orElse(List.of());
    }

    /** A tensor attribute. */
    public Optional<Tensor> tensor(String name) {
        return value(name, AttributeValue.Data.class).map(AttributeValue.Data::value);
    }

    public Attributes with(String name, AttributeValue value) {
        NavigableMap<String, AttributeValue> changed = new TreeMap<>(values);
        changed.put(name, value);
        return new Attributes(changed);
    }

    public Attributes with(String name, int value) {
        return with(name, new AttributeValue.Int(value));
    }

    public Attributes with(String name, float value) {
        return with(name, new AttributeValue.Real(value));
    }

    public Attributes with(String name, String value) {
        return with(name, new AttributeValue.Text(value));
    }

    public Attributes with(String name, int... integers) {
        List<Long> longs = Arrays.stream(integers).asLongStream().boxed().toList();
        return with(name, new AttributeValue.Ints(longs));
    }

    public Attributes without(String... names) {
        NavigableMap<String, AttributeValue> changed = new TreeMap<>(values);
        Arrays.asList(names).forEach(changed::remove);
        return new Attributes(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes attributes && values.equals(attributes.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private <T extends AttributeValue> Optional<T> value(String name, Class<T> kind) {
        AttributeValue value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException("attribute '" + name + "' is a "
                    + value.getClass().getSimpleName()
                    + ", expected "
                    + kind.getSimpleName());
        }
        return Optional.of(kind.cast(value));
    }
}
