package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ConcatShape;
import dev.coppice.models.shape.rule.ExpandShape;
import dev.coppice.models.shape.rule.FlattenShape;
import dev.coppice.models.shape.rule.ReshapeShape;
import dev.coppice.models.shape.rule.ShapeContext;
import dev.coppice.models.shape.rule.ShapeRule;
import dev.coppice.models.shape.rule.SliceShape;
import dev.coppice.models.shape.rule.SplitShape;
import dev.coppice.models.shape.rule.SqueezeShape;
import dev.coppice.models.shape.rule.TransposeShape;
import dev.coppice.models.shape.rule.UnsqueezeShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Values of operators that only move elements; shape rules give the output shapes. */
final class Movement {
    private Movement() {}

    static Tensor reshape(ValueContext c) {
        return c.input(0).reshape(shape(c, new ReshapeShape()));
    }

    static Tensor flatten(ValueContext c) {
        return c.input(0).reshape(shape(c, new FlattenShape()));
    }

    static Tensor squeeze(ValueContext c) {
        return c.input(0).reshape(shape(c, new SqueezeShape()));
    }

    static Tensor unsqueeze(ValueContext c) {
        return c.input(0).reshape(shape(c, new UnsqueezeShape()));
    }

    static Tensor expand(ValueContext c) {
        Shape out = shape(c, new ExpandShape());
        return Elements.pick(c.input(0), out, Elements.broadcast(c.input(0).shape(), out));
    }

    static Tensor slice(ValueContext c) {
        Tensor out = c.input(0);
        for (SliceShape.Cut cut : SliceShape.cuts(shapes(c))) {
            out = out.select(cut.axis(), cut.indices());
        }
        return out;
    }

    /** All parts of a Split. */
    static List<Tensor> split(ValueContext c) {
        Tensor x = c.input(0);
        int axis =
                ShapeContext.axis(c.attributes().integer("axis", 0), x.shape().rank());
        List<Tensor> parts = new ArrayList<>();
        int from = 0;
        for (Shape part : new SplitShape().infer(shapes(c))) {
            int to = from + part.size(axis);
            parts.add(x.select(axis, IntStream.range(from, to).toArray()));
            from = to;
        }
        return parts;
    }

    static Tensor gather(ValueContext c) {
        Tensor data = c.input(0);
        int axis = ShapeContext.axis(
                c.attributes().integer("axis", 0), data.shape().rank());
        int size = data.shape().size(axis);
        int[] indices = c.integers(1);
        for (int i = 0; i < indices.length; i++) {
            indices[i] += indices[i] < 0 ? size : 0;
        }
        Shape picked = c.input(1).shape();
        int[] out = new int[data.shape().rank() - 1 + picked.rank()];
        for (int i = 0; i < out.length; i++) {
            int behind = i - picked.rank() + 1;
            out[i] = i < axis
                    ? data.shape().size(i)
                    : i < axis + picked.rank()
                            ? picked.size(i - axis)
                            : data.shape().size(behind);
        }
        return data.select(axis, indices).reshape(Shape.of(out));
    }

    static Tensor transpose(ValueContext c) {
        Shape in = c.input(0).shape();
        Shape out = shape(c, new TransposeShape());
        int[] reversed = new int[in.rank()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = in.rank() - 1 - i;
        }
        int[] permutation = c.attributes().integers("perm", reversed);
        int[] strides = new int[in.rank()];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = in.product(permutation[i] + 1, in.rank());
        }
        return Elements.pick(c.input(0), out, Elements.strided(out, strides));
    }

    static Tensor concat(ValueContext c) {
        Shape out = shape(c, new ConcatShape());
        Tensor first = c.input(0);
        int axis = ShapeContext.axis(c.attributes().integer("axis", 1), out.rank());
        int inner = out.product(axis + 1, out.rank());
        // Whole rows along the axis: element e of the output lies in row e / (size · inner), at column e mod (size ·
        // inner).
        int width = out.size(axis) * inner;
        ByteBuffer bytes =
                ByteBuffer.allocate((int) out.elements() * first.type().bytes());
        for (int row = 0; width > 0 && row < out.elements() / width; row++) {
            for (int i = 0; i < c.inputs(); i++) {
                int part = c.input(i).shape().size(axis) * inner * first.type().bytes();
                bytes.put(c.input(i).bytes().slice(row * part, part));
            }
        }
        return Tensor.of(first.type(), out, bytes.flip());
    }

    private static Shape shape(ValueContext c, ShapeRule rule) {
        return rule.infer(shapes(c)).get(0);
    }

    private static ShapeContext shapes(ValueContext c) {
        Map<String, Shape> known = new HashMap<>();
        c.node().inputs().stream()
                .filter(i -> !i.isEmpty())
                .forEach(i ->
                        known.put(i, c.known().getOrDefault(i, Tensor.scalar(0)).shape()));
        return new ShapeContext(c.node(), name -> Optional.ofNullable(c.known().get(name)), Shape.SCALAR, known);
    }
}
