package dev.coppice.eval.card;

import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A search for the convention under which a network is right: it is evaluated under each on a few labelled pictures.
 *
 * @param data labelled pictures
 * @param split split to take pictures from
 * @param images number of pictures, evenly spread, at least 1
 * @param progress is told of every convention
 * @param cancellation is asked before every batch
 */
public record CardSearch(Dataset data, String split, int images, Progress progress, Cancellation cancellation) {
    /**
     * Evaluates a network under each convention.
     *
     * @param network the network under a convention
     * @throws InvalidInputException if pictures cannot be read, or the network fails under every convention
     */
    public CardGuess among(List<InputConvention> conventions, Function<InputConvention, Network> network) {
        Dataset some = new SpreadSubset(data, images);
        double chance = chance(DatasetCheck.classPixels(some, split, progress, cancellation));
        OnnxEvaluator evaluator = new OnnxEvaluator(some, split, Progress.SILENT, cancellation).withLoss();
        List<CardGuess.Row> rows = new ArrayList<>();
        for (InputConvention convention : conventions) {
            rows.add(row(evaluator, convention, network.apply(convention)));
            progress.update("Trying conventions", rows.size(), conventions.size(), convention.id());
        }
        CardGuess guess = new CardGuess(rows, chance);
        if (guess.best().evaluation().isEmpty()) {
            throw new InvalidInputException(
                    "The network fails under every convention: " + guess.best().failure());
        }
        return guess;
    }

    private static CardGuess.Row row(OnnxEvaluator evaluator, InputConvention convention, Network network) {
        try {
            Evaluation evaluation = evaluator.evaluate(network);
            return new CardGuess.Row(convention, Optional.of(evaluation), "");
        } catch (InvalidInputException e) {
            return new CardGuess.Row(convention, Optional.empty(), e.problem());
        }
    }

    /** The accuracy of the commonest class given everywhere: its share, and for IoU the mean with all others' zeros. */
    private double chance(long... counts) {
        long all = Arrays.stream(counts).sum();
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        double share = all == 0 ? 0 : (double) Arrays.stream(counts).max().orElse(0) / all;
        return data.task() == Task.CLASSIFICATION ? share : share / Math.max(1, present);
    }
}
