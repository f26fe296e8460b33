package dev.coppice.samediff;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.function.Function;

/** One operator of {@link ReferenceInterpreter}: a node, its first input and room for its result. */
abstract class ReferenceOperator {
    final Node n;
    final Attributes a;
    final Function<String, double[]> values;
    final Function<String, Shape> shapes;
    final Graph graph;
    final Shape in;
    final Shape out;
    final double[] x;
    final double[] y;

    ReferenceOperator(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        this.n = n;
        this.a = n.attributes();
        this.values = values;
        this.shapes = shapes;
        this.graph = graph;
        this.in = shapes.apply(n.input(0));
        this.out = shapes.apply(n.output());
        this.x = values.apply(n.input(0));
        this.y = new double[Math.toIntExact(out.elements())];
    }
}
