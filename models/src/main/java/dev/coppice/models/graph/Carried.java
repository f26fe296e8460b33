package dev.coppice.models.graph;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a graph brings along from its file. For operators that it carries unchanged these are the operator sets that they are
 * of, and a runtime that tells their shapes; copies of a graph share what the runtime has told.
 */
public final class Carried {
    /** Nothing is carried. */
    public static final Carried NONE =
            new Carried(new TreeMap<>(), RuntimeShapes.NONE, new ConcurrentHashMap<>(), false);

    private final NavigableMap<String, Integer> imports;
    private final RuntimeShapes runtime;
    private final Map<List<Object>, List<Shape>> told;
    private final boolean dequantized;

    private Carried(
            NavigableMap<String, Integer> imports,
            RuntimeShapes runtime,
            Map<List<Object>, List<Shape>> told,
            boolean dequantized) {
        this.imports = Collections.unmodifiableNavigableMap(imports);
        this.runtime = runtime;
        this.told = told;
        this.dequantized = dequantized;
    }

    /**
     * Carried operators of these operator sets.
     *
     * @param imports version by domain; the standard's only where a carried operator needs another one than Coppice writes
     */
    public static Carried of(Map<String, Integer> imports, RuntimeShapes runtime) {
        return new Carried(new TreeMap<>(imports), runtime, new ConcurrentHashMap<>(), false);
    }

    /** The versions of operator sets by domain. */
    public NavigableMap<String, Integer> imports() {
        return imports;
    }

    /** The runtime to ask. */
    public RuntimeShapes runtime() {
        return runtime;
    }

    /** The same without a runtime: only what was told already is known. */
    public Carried withoutRuntime() {
        return new Carried(imports, RuntimeShapes.NONE, told, dequantized);
    }

    /** The same for a graph that was read in floating point from a quantised file. */
    public Carried inFloatingPoint() {
        return new Carried(imports, runtime, told, true);
    }

    /** Whether the file is quantised and was read in floating point: it computes otherwise than the graph, by its steps. */
    public boolean isDequantized() {
        return dequantized;
    }

    /** What the runtime has told of a node on inputs of these shapes. */
    public Optional<List<Shape>> told(Node node, List<Shape> inputs) {
        return Optional.ofNullable(told.get(key(node, inputs)));
    }

    /** Keeps what the runtime told of a node on inputs of these shapes. */
    public void keep(Node node, List<Shape> inputs, List<Shape> outputs) {
        told.put(key(node, inputs), List.copyOf(outputs));
    }

    private static List<Object> key(Node node, List<Shape> inputs) {
        return List.of(node.name(), List.copyOf(inputs));
    }
}
