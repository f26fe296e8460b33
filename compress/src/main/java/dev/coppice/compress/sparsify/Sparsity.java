package dev.coppice.compress.sparsify;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sparsity: what drives weights to zero while a network is trained before it is cut. */
public sealed interface Sparsity {
    /** The default strength, chosen for a learning rate of 1e-3. */
    double STRENGTH = 0.1;

    /** The name in options and reports: {@code group-lasso}. */
    String id();

    /** The fingerprint of kind and strength. */
    Fingerprint fingerprint();

    /** Whether there is no sparsity. */
    default boolean isNone() {
        return false;
    }

    /**
     * The change of weights between steps.
     *
     * @param network network that is about to be trained
     * @param cut plans the cut of a network with the same nodes and new weights
     * @throws InvalidInputException if the network has nothing to work on
     */
    WeightChange change(Network network, Function<Network, CompressionPlan> cut);

    /** No sparsity: the network is cut as it is. */
    record None() implements Sparsity {
        @Override
        public boolean isNone() {
            return true;
        }

        @Override
        public String id() {
            return "none";
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("None");
        }

        @Override
        public WeightChange change(Network network, Function<Network, CompressionPlan> cut) {
            return WeightChange.NONE;
        }
    }

    /**
     * Soft pruning: after each epoch the channels that would be cut are zeroed; they may grow again in the next (He et
     * al., "Soft Filter Pruning for Accelerating Deep Convolutional Neural Networks", IJCAI 2018).
     */
    record Soft() implements Sparsity {
        @Override
        public String id() {
            return "soft";
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("Soft");
        }

        @Override
        public WeightChange change(Network network, Function<Network, CompressionPlan> cut) {
            return new ZeroedChannels(cut);
        }
    }

    /**
     * L1 on the scales of batch normalisations (Liu et al., "Learning Efficient Convolutional Networks through Network
     * Slimming", ICCV 2017), as a proximal step: γ ← sign(γ) · max(|γ| − rate · strength, 0).
     *
     * @param strength λ of the paper, above 0
     */
    record Slimming(double strength) implements Sparsity {
        public Slimming {
            check(strength);
        }

        @Override
        public String id() {
            return "slimming";
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("Slimming").with("strength", strength);
        }

        @Override
        public WeightChange change(Network network, Function<Network, CompressionPlan> cut) {
            return ShrunkScales.of(network, strength);
        }
    }

    /**
     * Group lasso over the filters of each coupled channel (Wen et al., "Learning Structured Sparsity in Deep Neural
     * Networks", NIPS 2016), as a proximal step: w ← w · max(1 − rate · strength / ‖w‖, 0).
     *
     * @param strength λ of the paper, above 0
     */
    record GroupLasso(double strength) implements Sparsity {
        public GroupLasso {
            check(strength);
        }

        @Override
        public String id() {
            return "group-lasso";
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("GroupLasso").with("strength", strength);
        }

        @Override
        public WeightChange change(Network network, Function<Network, CompressionPlan> cut) {
            return ShrunkFilters.of(network, strength);
        }
    }

    /**
     * Reads a name.
     *
     * @param strength strength of the kinds that have one, above 0
     * @throws InvalidInputException if the name is unknown
     */
    static Sparsity named(String name, double strength) {
        List<Sparsity> all = all(strength);
        return all.stream()
                .filter(kind -> kind.id().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("Training before the cut '" + name
                        + "' is unknown. Give one of "
                        + all.stream().map(Sparsity::id).collect(Collectors.joining(", ")) + "."));
    }

    /** The names of all kinds. */
    static List<String> names() {
        return all(1).stream().map(Sparsity::id).toList();
    }

    private static List<Sparsity> all(double strength) {
        return List.of(new None(), new Soft(), new Slimming(strength), new GroupLasso(strength));
    }

    private static void check(double strength) {
        if (!(strength > 0) || Double.isInfinite(strength)) {
            throw new InvalidInputException(
                    "The strength of sparsity is " + strength + ", expected a finite number above 0.");
        }
    }
}
