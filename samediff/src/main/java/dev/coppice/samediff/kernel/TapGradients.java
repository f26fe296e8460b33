package dev.coppice.samediff.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Kernels for the gradients of a dilated depthwise convolution in its weights and bias, see {@link ConvolutionForm#turns}. Each
 * tap of the window sees the maps shifted. Maps and the gradient above are copied between zeros, so that a shift along both axes
 * is one along a row of all pixels, and the gradient of a tap is that of a 1×1 convolution. oneDNN's own kernels compute sixteen
 * channels for each and take four times as long.
 */
public final class TapGradients implements AutoCloseable {
    private static final List<Long> POINT = List.of(1L, 1L, 1L, 1L, 0L, 0L, 1L, 1L);

    private final Kernels copies = new Kernels();
    private final List<Convolution> taps = new ArrayList<>();
    private final INDArray room;
    private final INDArray weights;

    /** The kernels over fixed arrays, and room for as many numbers as {@link #room} says; what is in it is lost. */
    public TapGradients(ConvolutionForm form, Convolution.Arrays given, Convolution.Arrays gradients, INDArray room) {
        this.room = room;
        this.weights = gradients.weights();
        Grid grid = Grid.of(form);
        long channels = form.out().get(3);
        INDArray rows = room.reshape(2 * grid.pixels(), channels);
        INDArray maps = part(rows, 0, grid.pixels());
        INDArray above = part(rows, grid.pixels(), grid.pixels());
        spread(given.maps(), form.in(), grid, maps);
        spread(given.result(), form.out(), grid, above);
        INDArray found = weights.reshape(grid.shifts().size(), channels);
        for (int tap = 0; tap < grid.shifts().size(); tap++) {
            Optional<Long> shift = grid.shifts().get(tap);
            if (shift.isPresent()) {
                long by = shift.get();
                long count = grid.pixels() - Math.abs(by);
                INDArray from = part(maps, Math.max(0, by), count);
                taps.add(point(from, part(above, Math.max(0, -by), count), found.slice(tap), Optional.empty()));
            }
        }
        gradients.bias().ifPresent(bias -> taps.add(point(above, above, copies.room(channels), Optional.of(bias))));
    }

    /** The number of floats that the kernels need room for. */
    public static long room(ConvolutionForm form) {
        return 2 * Grid.of(form).pixels() * form.out().get(3);
    }

    private static INDArray part(INDArray rows, long first, long count) {
        return rows.get(NDArrayIndex.interval(first, first + count), NDArrayIndex.all());
    }

    private void spread(INDArray dense, List<Long> sizes, Grid grid, INDArray between) {
        long channels = sizes.get(3);
        long row = grid.width() * channels;
        memory.desc inside = copies.own(new memory.desc(
                new long[] {sizes.get(0), channels, sizes.get(1), sizes.get(2)},
                memory.data_type.f32,
                new long[] {grid.height() * row, 1, row, channels}));
        copies.copy(copies.memory(copies.map(sizes), dense), copies.memory(inside, between));
    }

    /** The gradients of a depthwise 1×1 convolution of rows of pixels. */
    private static Convolution point(INDArray maps, INDArray above, INDArray weights, Optional<INDArray> bias) {
        List<Long> pixels = List.of(1L, maps.size(0), 1L, maps.size(1));
        ConvolutionForm form = new ConvolutionForm(pixels, List.of(1L, 1L, maps.size(1), 1L), pixels, POINT, true);
        Convolution.Arrays arrays = new Convolution.Arrays(maps, weights, bias, above);
        return Convolution.backward(form, arrays, arrays, new Convolution.Wanted(false, true));
    }

    /** Computes the gradients. */
    public void run() {
        room.assign(0);
        weights.assign(0); // taps that see nothing but padding
        copies.run();
        taps.forEach(Convolution::run);
    }

    @Override
    public void close() {
        copies.close();
        taps.forEach(Convolution::close);
    }

    /**
     * All pixels of maps and gradients, with zeros behind each row and image.
     *
     * @param images number of images
     * @param height rows of an image, zeros included
     * @param width pixels of a row, zeros included
     * @param shifts for each tap the number of pixels that it sees ahead; empty where it sees nothing but padding
     */
    private record Grid(long images, long height, long width, List<Optional<Long>> shifts) {
        static Grid of(ConvolutionForm form) {
            List<Long> down = shifts(form, 0);
            List<Long> right = shifts(form, 1);
            long height = Math.max(form.in().get(1), form.out().get(1)) + most(form, 0, down);
            long width = Math.max(form.in().get(2), form.out().get(2)) + most(form, 1, right);
            List<Optional<Long>> all = new ArrayList<>();
            for (long y : down) {
                for (long x : right) {
                    boolean sees = sees(form, 0, y) && sees(form, 1, x);
                    all.add(sees ? Optional.of(y * width + x) : Optional.empty());
                }
            }
            return new Grid(form.in().get(0), height, width, List.copyOf(all));
        }

        private static List<Long> shifts(ConvolutionForm form, int axis) {
            List<Long> w = form.window();
            return LongStream.range(0, w.get(axis))
                    .mapToObj(tap -> tap * w.get(6 + axis) - w.get(4 + axis))
                    .toList();
        }

        private static boolean sees(ConvolutionForm form, int axis, long shift) {
            return shift < form.in().get(1 + axis) && -shift < form.out().get(1 + axis);
        }

        private static long most(ConvolutionForm form, int axis, List<Long> shifts) {
            return shifts.stream()
                    .filter(shift -> sees(form, axis, shift))
                    .mapToLong(Math::abs)
                    .max()
                    .orElse(0);
        }

        long pixels() {
            return images * height * width;
        }
    }
}
