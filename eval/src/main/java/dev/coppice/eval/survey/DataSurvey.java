package dev.coppice.eval.survey;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Orientation;
import dev.coppice.models.data.Palette;
import dev.coppice.models.data.Photograph;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.data.VolumeSample;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A reading of a whole data set that goes on where something is wrong, and names it.
 *
 * @param data the data
 * @param most number of pictures of a split that are read, evenly spread
 * @param progress is told of every picture
 * @param cancellation is asked before every picture
 */
public record DataSurvey(Dataset data, int most, Progress progress, Cancellation cancellation) {
    /** Height of a sample in the picture. */
    private static final int SAMPLE = 180;

    private static final int WIDEST = 480;
    private static final int SHOWN = 4;
    private static final int GAP = 6;

    /** Every split, in the data's order. */
    public List<SplitSurvey> splits() {
        return data.splits().stream().map(this::split).toList();
    }

    private SplitSurvey split(String split) {
        Counts counts = new Counts(data.classes().size());
        int images = 0;
        try {
            images = data.names(split).size();
            List<String> names = new SpreadSubset(data, most).names(split);
            for (int i = 0; i < names.size(); i++) {
                cancellation.check();
                counts.add(split, names.get(i));
                progress.update("Reading " + split, i + 1, names.size(), "");
            }
        } catch (InvalidInputException e) {
            counts.problems.add(e.problem());
        }
        return new SplitSurvey(
                split,
                images,
                counts.pixels(),
                counts.ignored,
                counts.sizes(),
                TurnNotes.of(counts.turns),
                ImageFolder.shortened(counts.problems));
    }

    /** What is counted in one split. */
    private final class Counts {
        private final long[] pixels;
        private final Map<String, Integer> sizes = new TreeMap<>();
        private final Map<Photograph.Turn, Integer> turns = new EnumMap<>(Photograph.Turn.class);
        private final List<String> problems = new ArrayList<>();
        private long ignored;

        Counts(int classes) {
            pixels = new long[classes];
        }

        void add(String split, String name) {
            try {
                LabelMap labels;
                String size;
                if (data.holdsVolumes()) {
                    VolumeSample sample = data.volume(split, name);
                    labels = sample.labels();
                    size = sample.volume().toString();
                } else {
                    Sample sample = data.sample(split, name);
                    labels = sample.labels();
                    size = sample.image().height() + "×" + sample.image().width();
                    turns.merge(turn(split, name, labels), 1, Integer::sum);
                }
                sizes.merge(size, 1, Integer::sum);
                long[] histogram = labels.histogram();
                for (int value = 0; value < histogram.length; value++) {
                    if (value < pixels.length) {
                        pixels[value] += histogram[value];
                    } else {
                        ignored += histogram[value];
                    }
                }
            } catch (InvalidInputException e) {
                problems.add(e.problem());
            }
        }

        /** Only pictures that note a turn are read once more. */
        private Photograph.Turn turn(String split, String name, LabelMap labels) {
            return data.files(split, name)
                    .map(Dataset.SampleFiles::image)
                    .filter(file -> Orientation.of(file) != Orientation.UPRIGHT)
                    .map(file -> Photograph.read(file).turn(labels.width(), labels.height()))
                    .orElse(Photograph.Turn.NONE);
        }

        List<Long> pixels() {
            List<Long> all = new ArrayList<>();
            for (long count : pixels) {
                all.add(count);
            }
            return all;
        }

        Map<String, Integer> sizes() {
            Map<String, Integer> commonest = new LinkedHashMap<>();
            sizes.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                    .forEach(e -> commonest.put(e.getKey(), e.getValue()));
            return commonest;
        }
    }

    /** A few pictures of the first split that can be read, with their labels below; empty for volumes and pictures' classes. */
    public Optional<RgbImage> samples() {
        for (String split : data.splits()) {
            List<RgbImage> above = new ArrayList<>();
            List<RgbImage> below = new ArrayList<>();
            try {
                for (String name : new SpreadSubset(data, SHOWN).names(split)) {
                    Sample sample = data.sample(split, name);
                    RgbImage painted = Palette.of(data.classes()).paint(sample.labels());
                    above.add(shown(sample.image()));
                    below.add(
                            sample.labels().isOfPicture()
                                    ? above.get(0)
                                    : nearest(painted, above.get(above.size() - 1)));
                }
                return Optional.of(Pictures.grid(List.of(above, below), GAP));
            } catch (InvalidInputException e) {
                // named among the problems of its split
            }
        }
        return Optional.empty();
    }

    private static RgbImage shown(RgbImage image) {
        int width = Math.max(1, Math.min(WIDEST, image.width() * SAMPLE / image.height()));
        return image.resized(width, SAMPLE);
    }

    /** Labels at the size of a shown picture; colours are not mixed. */
    private static RgbImage nearest(RgbImage labels, RgbImage like) {
        int[] pixels = new int[like.width() * like.height()];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % like.width() * labels.width() / like.width();
            int y = i / like.width() * labels.height() / like.height();
            pixels[i] = labels.pixel(x, y);
        }
        return RgbImage.of(like.width(), like.height(), pixels);
    }
}
