package dev.coppice.samediff.train;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.fold.BatchNormUnfolding;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Identity of a training: everything that decides its result, in words that a message can quote. */
final class TrainingIdentity {
    /** The run that the training is part of. */
    static final String RUN = "run";

    private TrainingIdentity() {}

    static Map<String, String> of(Retrainer retrainer, Network student, Optional<Network> teacher, Dataset data) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("network", network(student));
        identity.put("teacher", teacher.map(TrainingIdentity::network).orElse("none"));
        identity.put("data", data(data));
        identity.put("options", TrainingFingerprint.of(retrainer.options()).text());
        identity.put(RUN, retrainer.checkpoints().run());
        return identity;
    }

    /** Statistics that a run measures of its channels are measured again when it is resumed, and may be rounded otherwise. */
    private static String network(Network network) {
        Network plain = network.with(GraphRewriter.apply(network.graph(), BatchNormUnfolding.removal(network.graph())));
        return network.card().name() + " " + NetworkIdentity.of(plain);
    }

    private static String data(Dataset data) {
        return data.splits().stream()
                .map(split -> DatasetIdentity.of(data, split))
                .collect(Collectors.joining(" and "));
    }
}
