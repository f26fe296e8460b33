package dev.coppice.models.keras;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.keras.layer.LayerException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayout;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * An HDF5 file in memory. Links are not followed, and no more is unpacked than a bound by the file's size, so that a small
 * file cannot ask for much memory.
 */
final class Hdf5 {
    private static final long LARGEST_TEXT = 1L << 25;
    private static final long FREE = 1L << 26;
    private static final int EXPANSION = 16;

    /** As many as doubles fill an array of 2 GiB. */
    private static final long MOST_VALUES = Integer.MAX_VALUE / Double.BYTES;

    private final HdfFile file;
    private final long bound;
    private final Map<List<String>, Tensor> read = new HashMap<>();
    private long unpacked;

    private Hdf5(HdfFile file, long bound) {
        this.file = file;
        this.bound = bound;
    }

    /**
     * Opens a file.
     *
     * @throws LayerException if it is damaged
     */
    static Hdf5 of(byte[] content) {
        return guarded(() -> new Hdf5(HdfFile.fromBytes(content), FREE + (long) EXPANSION * content.length));
    }

    /** Whether there is such a group. */
    boolean hasGroup(Collection<String> path) {
        return guarded(() -> group(path).isPresent());
    }

    /** The names in a group; none where there is no such group. */
    Set<String> names(Collection<String> path) {
        return guarded(
                () -> group(path).map(g -> Set.copyOf(g.getChildren().keySet())).orElse(Set.of()));
    }

    /** The text of an attribute; empty where there is none. */
    Optional<String> text(Collection<String> path, String attribute) {
        return texts(path, attribute).flatMap(all -> all.stream().findFirst());
    }

    /** The texts of an attribute; empty where there is none. */
    Optional<List<String>> texts(Collection<String> path, String attribute) {
        return guarded(
                () -> group(path).map(g -> g.getAttributes().get(attribute)).map(Hdf5::texts));
    }

    private static List<String> texts(Attribute attribute) {
        if (attribute.getSizeInBytes() > LARGEST_TEXT) {
            throw new LayerException(
                    "its attribute '" + attribute.getName() + "' is longer than " + LARGEST_TEXT + " bytes");
        }
        if (attribute.isEmpty() || attribute.getSize() == 0) {
            return List.of();
        }
        Object data = attribute.getData();
        if (data instanceof String text) {
            return List.of(text);
        }
        if (data instanceof String[] all) {
            return List.of(all);
        }
        throw new LayerException("its attribute '" + attribute.getName() + "' is no text");
    }

    /** The numbers of a dataset as FLOAT, read once. */
    Tensor numbers(List<String> path) {
        Tensor known = read.get(path);
        if (known != null) {
            return known;
        }
        Tensor numbers = unpacked(path);
        read.put(List.copyOf(path), numbers);
        return numbers;
    }

    private Tensor unpacked(List<String> path) {
        return guarded(() -> {
            Node node = group(path.subList(0, path.size() - 1))
                    .map(g -> g.getChild(path.get(path.size() - 1)))
                    .orElse(null);
            if (!(node instanceof Dataset data) || node.isLink()) {
                throw new LayerException(
                        "it holds no numbers, or a link that is not followed, under " + String.join("/", path));
            }
            return numbers(data);
        });
    }

    private Tensor numbers(Dataset data) {
        int[] sizes = data.getDimensions();
        long elements = Shape.of(sizes).elements();
        unpacked = Math.addExact(unpacked, Math.multiplyExact(elements, (long) Float.BYTES));
        if (unpacked > bound) {
            throw new LayerException("its weights ask for more than " + bound + " bytes, many times the file: '"
                    + data.getPath() + "' is " + Shape.of(sizes));
        }
        if (elements > MOST_VALUES) {
            throw new LayerException(
                    "'" + data.getPath() + "' is " + Shape.of(sizes) + ", and Coppice reads weights of up to "
                            + MOST_VALUES + " numbers each; export the model to ONNX");
        }
        DataLayout layout = data.getDataLayout();
        if (layout != DataLayout.CONTIGUOUS && layout != DataLayout.COMPACT && layout != DataLayout.CHUNKED) {
            throw new LayerException("'" + data.getPath() + "' lies outside the file");
        }
        return Tensor.floats(
                Shape.of(sizes), elements == 0 ? new float[0] : floats(data.getDataFlat(), data.getPath()));
    }

    private static float[] floats(Object flat, String path) {
        if (flat instanceof float[] values) {
            return values;
        }
        double[] wide;
        if (flat instanceof double[] values) {
            wide = values;
        } else if (flat instanceof int[] values) {
            wide = Arrays.stream(values).asDoubleStream().toArray();
        } else if (flat instanceof long[] values) {
            wide = Arrays.stream(values).asDoubleStream().toArray();
        } else if (flat instanceof Number value) {
            wide = new double[] {value.doubleValue()};
        } else {
            throw new LayerException("'" + path + "' holds " + flat.getClass().getSimpleName()
                    + ", expected floating-point numbers of 16, 32 or 64 bits");
        }
        float[] values = new float[wide.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }

    private Optional<Group> group(Collection<String> path) {
        Group at = file;
        for (String name : path) {
            Node child = at.getChildren().get(name);
            if (child != null && child.isLink()) {
                throw new LayerException(
                        "it links to another place at '" + child.getPath() + "', which is not followed");
            }
            if (!(child instanceof Group group)) {
                return Optional.empty();
            }
            at = group;
        }
        return Optional.of(at);
    }

    /**
     * Runs what reads the file: a damaged one makes jhdf throw what its code happens to run into, which a task keeps, whatever
     * it is.
     */
    private static <T> T guarded(Callable<T> reading) {
        FutureTask<T> task = new FutureTask<>(reading);
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof LayerException layer) {
                throw layer;
            }
            throw new LayerException(
                    "it is damaged or has a form of HDF5 that cannot be read (" + reason(cause == null ? e : cause)
                            + "). Save it again",
                    e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a task that has run is not waited for", e);
        }
    }

    /** jhdf's own message. Those of Java speak of indices, and of what is null. */
    private static String reason(Throwable e) {
        return e instanceof HdfException && e.getMessage() != null
                ? e.getMessage().strip()
                : "its parts do not fit together";
    }
}
