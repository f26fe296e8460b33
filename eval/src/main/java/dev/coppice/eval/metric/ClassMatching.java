package dev.coppice.eval.metric;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.network.NetworkCard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A match of a network's classes with the data's classes. They match by name, so a card may order them in its own way.
 *
 * <p>Indices count the data's classes first, then the network's classes that the data lack. Predicting one of these is
 * always wrong, and a confusion matrix over the data's classes counts it as "other".
 */
public final class ClassMatching {
    /** The largest number of classes of pixels, as labels and predictions take a byte for each. */
    private static final int MOST_CLASSES = 256;

    private final List<String> classes;
    private final int dataClasses;
    private final int[] index;

    private ClassMatching(List<String> classes, int dataClasses, int... index) {
        this.classes = List.copyOf(classes);
        this.dataClasses = dataClasses;
        this.index = index;
    }

    /**
     * Matches a network's classes with those of a data set.
     *
     * @throws InvalidInputException if the network lacks classes of the data; all of them are listed; or if they are of
     *     pixels for one and of pictures for the other
     */
    public static ClassMatching of(NetworkCard card, Dataset data) {
        DatasetCheck.requireTask(data, card);
        return of(card, data.classes());
    }

    static ClassMatching of(NetworkCard card, List<String> dataClasses) {
        List<String> missing = new ArrayList<>(dataClasses);
        missing.removeAll(card.classes());
        if (!missing.isEmpty()) {
            throw new InvalidInputException("Network '" + card.name() + "' lacks " + missing.size()
                    + " of the data's classes: " + missing + ". Its own are " + card.classes()
                    + "; names must be equal. Correct the card, or use data labelled with its classes.");
        }
        List<String> all = new ArrayList<>(dataClasses);
        card.classes().stream().filter(c -> !dataClasses.contains(c)).forEach(all::add);
        if (all.size() > MOST_CLASSES && !card.isClassifier()) {
            throw new InvalidInputException("Network '" + card.name() + "' and the data have " + all.size()
                    + " classes together, but at most " + MOST_CLASSES + " can be told apart. Use fewer classes.");
        }
        int[] index = new int[card.classes().size()];
        for (int c = 0; c < index.length; c++) {
            index[c] = all.indexOf(card.classes().get(c));
        }
        return new ClassMatching(all, dataClasses.size(), index);
    }

    /** The index of a class of the network. */
    int index(int networkClass) {
        return index[networkClass];
    }

    /** The network's class of an index. */
    int channel(int matched) {
        return IntStream.range(0, index.length)
                .filter(c -> index[c] == matched)
                .findFirst()
                .orElseThrow();
    }

    /** The number of the network's classes. */
    int networkClasses() {
        return index.length;
    }

    /** All class names by index. */
    public List<String> classes() {
        return classes;
    }

    /** The number of the data's classes. */
    int dataClasses() {
        return dataClasses;
    }

    /** Classes of the network that the data lack, in the network's order. */
    public List<String> extra() {
        return classes.subList(dataClasses, classes.size());
    }
}
