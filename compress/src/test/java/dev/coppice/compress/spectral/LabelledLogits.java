package dev.coppice.compress.spectral;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.resample.Grid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Labels with logits that are mostly right: random fields, synthetic scenes, real street scenes. */
final class LabelledLogits {
    private static final int VOID = 255;

    private final String name;
    private final LabelMap labels;
    private final int ignore;
    private final int classes;
    private final float[] logits;

    private LabelledLogits(String name, LabelMap labels, int ignore, int classes, float[] logits) {
        this.name = name;
        this.labels = labels;
        this.ignore = ignore;
        this.classes = classes;
        this.logits = logits;
    }

    /** All data: even and odd sizes, every kind with and without void pixels. */
    static List<LabelledLogits> all() {
        List<LabelledLogits> all = new ArrayList<>();
        all.add(field(16, 16, false));
        all.add(field(15, 21, true));
        all.add(field(12, 17, true));
        SyntheticScenes scenes = SyntheticScenes.of(3);
        LabelMap scene = scenes.sample("val", "scene00001").labels();
        int classes = scenes.classes().size();
        all.add(of("scene", scene, -1, classes));
        all.add(of("odd scene with void", holes(cropped(scene, 191, 255)), VOID, classes));
        Path camvid = Path.of(System.getProperty("coppice.shared", "../shared"), "data", "camvid");
        if (Files.exists(camvid)) {
            Dataset data = ImageFolder.open(camvid);
            LabelMap street = data.sample("val", data.names("val").get(40)).labels();
            int ignore = data.ignore().orElseThrow();
            int names = data.classes().size();
            all.add(of("CamVid", cropped(street, 240, 320), ignore, names));
            all.add(of("odd CamVid", cropped(street, 179, 241), ignore, names));
        }
        return all;
    }

    private static LabelledLogits field(int height, int width, boolean holes) {
        Random random = new Random(height);
        byte[] values = new byte[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) random.nextInt(3);
        }
        LabelMap map = LabelMap.of(width, height, values);
        return of("field " + height + "×" + width + (holes ? " with void" : ""), holes ? holes(map) : map, VOID, 4);
    }

    private static LabelledLogits of(String name, LabelMap labels, int ignore, int classes) {
        Random random = new Random(7);
        int pixels = labels.height() * labels.width();
        float[] logits = new float[classes * pixels];
        for (int i = 0; i < logits.length; i++) {
            int pixel = i % pixels;
            boolean own = labels.at(pixel % labels.width(), pixel / labels.width()) == i / pixels;
            logits[i] = (float) (random.nextGaussian() + (own ? 2 : 0));
        }
        return new LabelledLogits(name, labels, ignore, classes, logits);
    }

    private static LabelMap holes(LabelMap map) {
        Random random = new Random(1);
        byte[] values = values(map);
        for (int i = 0; i < values.length / 9; i++) {
            values[random.nextInt(values.length)] = (byte) VOID;
        }
        return LabelMap.of(map.width(), map.height(), values);
    }

    private static LabelMap cropped(LabelMap map, int height, int width) {
        byte[] values = new byte[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) map.at(i % width, i / width);
        }
        return LabelMap.of(width, height, values);
    }

    private static byte[] values(LabelMap map) {
        byte[] values = new byte[map.height() * map.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) map.at(i % map.width(), i / map.width());
        }
        return values;
    }

    /** The same labels with other logits. */
    LabelledLogits with(float[] others) {
        return new LabelledLogits(name + ", changed", labels, ignore, classes, others);
    }

    LabelMap labels() {
        return labels;
    }

    int classes() {
        return classes;
    }

    float[] logits() {
        return logits;
    }

    OutputSettings settings(SpectralBasis basis, BandShape shape, VoidPixels voids, Grid... grids) {
        int unit = Math.min(labels.height(), labels.width());
        return new OutputSettings(classes, OutputKind.LOGITS, ignore, voids, basis, shape, unit, List.of(grids));
    }

    OutputSpectrum spectrum(OutputSettings settings) {
        return new OutputTransform(settings).of(labels, logits);
    }

    int pixels() {
        return labels.height() * labels.width();
    }

    /** The label of a pixel; −1 if it has none. */
    int label(int pixel) {
        int value = labels.at(pixel % labels.width(), pixel / labels.width());
        return value == ignore ? -1 : value;
    }

    /** The label mask of a class. */
    double[] mask(int c) {
        double[] mask = new double[pixels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = label(i) == c ? 1 : 0;
        }
        return mask;
    }

    /** The logit map of a class, as given. */
    double[] logit(int c) {
        double[] map = new double[pixels()];
        for (int i = 0; i < map.length; i++) {
            map[i] = logits[c * map.length + i];
        }
        return map;
    }

    /** log Σ exp of all logits, pixel by pixel. */
    double[] logSum() {
        double[] sums = new double[pixels()];
        for (int i = 0; i < sums.length; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[c * sums.length + i]);
            }
            sums[i] = Math.log(sum);
        }
        return sums;
    }

    /** The cross-entropy by its definition. */
    double loss() {
        double[] logSum = logSum();
        double sum = 0;
        int valid = 0;
        for (int i = 0; i < logSum.length; i++) {
            if (label(i) >= 0) {
                sum += logSum[i] - logits[label(i) * logSum.length + i];
                valid++;
            }
        }
        return sum / valid;
    }

    @Override
    public String toString() {
        return name;
    }
}
