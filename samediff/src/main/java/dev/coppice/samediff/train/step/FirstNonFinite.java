package dev.coppice.samediff.train.step;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.samediff.lowering.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Search for the first tensor, in the order of computing, that is not finite; it recomputes the step's network. */
final class FirstNonFinite {
    /** The number of tensors per pass, small enough for memory. */
    private static final int AT_ONCE = 16;

    private final TrainingSession session;

    FirstNonFinite(TrainingSession session) {
        this.session = session;
    }

    /** The first non-finite tensor for a batch and the current weights, as the end of a sentence. */
    String in(TrainingBatch batch) {
        return values("the batch's images", batch.images())
                .or(() -> values("the batch's targets", batch.targets()))
                .or(() -> given(batch.given()))
                .or(this::weights)
                .or(() -> computed(batch.images()))
                .orElse("every tensor of the network is finite, so it is the loss itself that overflows");
    }

    private Optional<String> given(List<float[]> arrays) {
        List<String> what = session.given();
        return IntStream.range(0, arrays.size())
                .boxed()
                .flatMap(i -> values(what.get(i), arrays.get(i)).stream())
                .findFirst();
    }

    private Optional<String> weights() {
        Graph graph = session.network().graph();
        return graph.nodes().stream()
                .flatMap(node -> node.inputs().stream())
                .distinct()
                .flatMap(name -> graph
                        .constant(name)
                        .filter(Weights::isTrainable)
                        .map(Tensor::toFloats)
                        .flatMap(found -> values("weight '" + name + "'", found))
                        .stream())
                .findFirst();
    }

    private Optional<String> computed(float[] images) {
        List<Computed> tensors = session.network().graph().nodes().stream()
                .flatMap(Computed::by)
                .filter(tensor -> session.tensors().contains(tensor.name()))
                .toList();
        for (int from = 0; from < tensors.size(); from += AT_ONCE) {
            List<Computed> some = tensors.subList(from, Math.min(tensors.size(), from + AT_ONCE));
            Map<String, float[]> found =
                    session.values(images, some.stream().map(Computed::name).toList());
            Optional<String> first = some.stream()
                    .flatMap(tensor -> values(tensor.text(), found.getOrDefault(tensor.name(), images)).stream())
                    .findFirst();
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    /** A tensor with the node that computes it. */
    private record Computed(String name, String text) {
        static Stream<Computed> by(Node node) {
            return node.outputs().stream()
                    .filter(name -> !name.isEmpty())
                    .map(name ->
                            new Computed(name, "tensor '" + name + "' of " + node.op() + " '" + node.name() + "'"));
        }
    }

    private static Optional<String> values(String what, float[] values) {
        int wrong = 0;
        for (float value : values) {
            wrong += Float.isFinite(value) ? 0 : 1;
        }
        return wrong == 0
                ? Optional.empty()
                : Optional.of(
                        "the first values that are not finite are in " + what + ", " + wrong + " of " + values.length);
    }
}
