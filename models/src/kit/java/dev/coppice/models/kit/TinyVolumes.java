package dev.coppice.models.kit;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.Volume;
import dev.coppice.models.data.VolumeSample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Bright balls in dark volumes with noise, or bright stretches of dark signals, and U-Nets that have not learned to find
 * them.
 *
 * @param space sizes of a sample along its space axes
 * @param count number of samples of each split
 */
public record TinyVolumes(List<Integer> space, int count) implements Dataset {
    public TinyVolumes {
        space = List.copyOf(space);
    }

    /** A U-Net of one step down and up for blocks of these sizes, of one channel. */
    public static Network network(long seed, int... block) {
        int[] image = new int[2 + block.length];
        image[0] = 1;
        image[1] = 1;
        System.arraycopy(block, 0, image, 2, block.length);
        return NetworkBuilder.initialised(Shape.of(image), seed)
                .conv("a", NetworkBuilder.IMAGE, 6)
                .node("Relu", "ar", "a")
                .pool("p", "ar")
                .conv("b", "p", 8)
                .normal("scale", 1, 8)
                .normal("shift", 1, 8)
                .node("InstanceNormalization", "bn", "b", "scale", "shift")
                .node("LeakyRelu", "br", "bn")
                .transposed("up", "br", 6, 2)
                .concat("both", "up", "ar")
                .conv("c", "both", 6)
                .node("Relu", "cr", "c")
                .conv("y", "cr", 2, 1)
                .to("y");
    }

    @Override
    public String name() {
        return "balls";
    }

    @Override
    public List<String> classes() {
        return List.of("class 0", "class 1");
    }

    @Override
    public OptionalInt ignore() {
        return OptionalInt.empty();
    }

    @Override
    public List<String> splits() {
        return List.of("train", "val");
    }

    @Override
    public List<String> names(String split) {
        return IntStream.range(0, count).mapToObj(i -> "v" + i).toList();
    }

    @Override
    public boolean holdsVolumes() {
        return true;
    }

    @Override
    public Sample sample(String split, String name) {
        throw new IllegalStateException("these are volumes");
    }

    @Override
    public VolumeSample volume(String split, String name) {
        RandomStream random = RandomStream.of(split.length(), Integer.parseInt(name.substring(1)));
        Shape shape = Shape.of(space.stream().mapToInt(Integer::intValue).toArray());
        double[] centre = space.stream()
                .mapToDouble(size -> size * random.between(0.4, 0.6))
                .toArray();
        double radius = 0.3 * space.stream().mapToInt(Integer::intValue).min().orElse(1);
        byte[] labels = new byte[Math.toIntExact(shape.elements())];
        float[] values = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int rest = i;
            double square = 0;
            for (int axis = space.size() - 1; axis >= 0; axis--) {
                double from = rest % space.get(axis) - centre[axis];
                square += from * from;
                rest /= space.get(axis);
            }
            labels[i] = (byte) (square < radius * radius ? 1 : 0);
            values[i] = (float) (labels[i] + 0.2 * random.normal());
        }
        int width = space.get(space.size() - 1);
        return new VolumeSample(name, new Volume(1, shape, values), LabelMap.of(width, labels.length / width, labels));
    }
}
