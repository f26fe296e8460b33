package dev.coppice.eval;

import com.sun.management.OperatingSystemMXBean;
import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.Bands;
import dev.coppice.compress.spectral.ClassSpectrum;
import dev.coppice.compress.spectral.MapTransform;
import dev.coppice.compress.spectral.OutputSettings;
import dev.coppice.compress.spectral.OutputSpectrum;
import dev.coppice.compress.spectral.OutputTransform;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.VoidPixels;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.resample.Grid;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Number of pictures per second whose output is analysed by frequency. Pictures have 360×480 pixels and all 11 classes. Two
 * workers compute nothing but the spectra, with logits at hand. One picture is a street scene whose errors keep to
 * boundaries and thin things, as a network's do. The other has stripes with errors everywhere, which spares no row. The
 * benchmark prints wall and process CPU time, so that a busy machine shows. It also prints the time of the transforms alone,
 * the time of one picture's exp calls, and the heap in use after collection.
 */
class SpectraBenchmark {
    private static final int HEIGHT = 360;
    private static final int WIDTH = 480;
    private static final int CLASSES = 11;
    private static final int WORKERS = 2;
    private static final int WARM_UP = 20;
    private static final int IMAGES = 100;
    private static final int MANY = Integer.getInteger("coppice.images", 1000);

    /** Pixels on each side of the window whose shares of classes give the street's logits. */
    private static final int REACH = 6;

    /** The street on a ground of trees: class, first row, row after the last, first column, column after the last. */
    private static final int[][] STREET = {
        {0, 0, 150, 0, 480},
        {1, 40, 190, 0, 200},
        {1, 70, 185, 330, 480},
        {5, 60, 190, 190, 260},
        {3, 190, 360, 0, 480},
        {4, 195, 300, 0, 90},
        {4, 195, 360, 400, 480},
        {7, 170, 200, 90, 180},
        {8, 185, 250, 200, 290},
        {8, 190, 225, 310, 350},
        {9, 175, 245, 120, 138},
        {9, 180, 235, 440, 455},
        {10, 190, 250, 370, 400},
        {2, 30, 240, 300, 306},
        {6, 60, 85, 292, 316}
    };

    /** A sum that keeps computations from being optimised away. */
    private double seen;

    @Test
    void prints_the_table() throws ExecutionException, InterruptedException {
        List<Grid> grids = List.of(new Grid(1, 2), new Grid(1, 4), new Grid(1, 8), new Grid(1, 16));
        Picture street = street();
        System.out.println("| picture | pixels wrong | basis | logits low-passed to | images/s | CPU ms an image |");
        System.out.println("|---|---:|---|---|---:|---:|");
        for (Picture picture : List.of(street, stripes())) {
            for (SpectralBasis basis : SpectralBasis.values()) {
                row(picture, basis, List.of());
            }
        }
        for (SpectralBasis basis : SpectralBasis.values()) {
            row(street, basis, grids);
        }
        parts(SpectralBasis.DFT);
        parts(SpectralBasis.DCT);
        memory(street, grids);
        print("checksum %.3f", seen);
    }

    private void row(Picture picture, SpectralBasis basis, List<Grid> grids)
            throws ExecutionException, InterruptedException {
        run(picture, basis, grids, WARM_UP);
        double[] time = run(picture, basis, grids, IMAGES);
        OutputSpectrum once = new OutputTransform(settings(basis, List.of())).of(picture.labels(), picture.logits());
        double wrong = 0;
        for (ClassSpectrum of : once.classes()) {
            wrong += of.error().total() / 2 / HEIGHT / WIDTH;
        }
        print(
                "| %s | %.1f %% | %s | %s | %.1f | %.0f |",
                picture.name(),
                100 * wrong,
                basis.id(),
                grids.isEmpty() ? "–" : grids,
                IMAGES / time[0],
                1e3 * time[1] / IMAGES);
    }

    private static OutputSettings settings(SpectralBasis basis, List<Grid> grids) {
        return new OutputSettings(
                CLASSES, OutputKind.LOGITS, -1, VoidPixels.EXACT, basis, BandShape.SQUARE, HEIGHT, grids);
    }

    /** Seconds of wall time and of process time. */
    private double[] run(Picture picture, SpectralBasis basis, List<Grid> grids, int images)
            throws ExecutionException, InterruptedException {
        OutputSettings settings = settings(basis, grids);
        LabelMap labels = picture.labels();
        float[] logits = picture.logits();
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
        double before = cpu();
        long start = System.nanoTime();
        List<Future<OutputSpectrum>> workers = new ArrayList<>();
        for (int w = 0; w < WORKERS; w++) {
            workers.add(pool.submit(() -> {
                OutputTransform transform = new OutputTransform(settings);
                OutputSpectrum sum = transform.of(labels, logits);
                for (int i = 1; i < images / WORKERS; i++) {
                    sum = sum.plus(transform.of(labels, logits));
                }
                return sum;
            }));
        }
        for (Future<OutputSpectrum> worker : workers) {
            seen += worker.get().loss().total();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        pool.shutdown();
        return new double[] {seconds, cpu() - before};
    }

    /** The parts of a picture's time, on one thread. */
    private void parts(SpectralBasis basis) {
        MapTransform transform = MapTransform.of(Bands.of(HEIGHT, WIDTH, basis, BandShape.SQUARE));
        Random random = new Random(1);
        double[] f = random.doubles(HEIGHT * WIDTH, -8, 0).toArray();
        double[] g = f.clone();
        double[] h = f.clone();
        double[] spectrum = new double[2 * f.length];
        double[] times = new double[3];
        for (int round = 0; round < 3; round++) {
            double start = cpu();
            for (int i = 0; i < 2 * CLASSES * 5; i++) {
                transform.spectrum(f, f, spectrum);
            }
            times[0] = (cpu() - start) / 5;
            start = cpu();
            for (int i = 0; i < 5 * CLASSES; i++) {
                seen += transform.products(f, g, h, f).ff().total();
            }
            times[1] = (cpu() - start) / 5 - times[0];
            start = cpu();
            for (int i = 0; i < 5 * CLASSES; i++) {
                for (double value : f) {
                    seen += Math.exp(value);
                }
            }
            times[2] = (cpu() - start) / 5;
        }
        print(
                "%s, ms an image: %d transforms of 2 maps %.0f, sums over bands %.0f, %d exp a pixel %.0f",
                basis.id(), 2 * CLASSES, 1e3 * times[0], 1e3 * times[1], CLASSES, 1e3 * times[2]);
    }

    private void memory(Picture picture, List<Grid> grids) throws ExecutionException, InterruptedException {
        run(picture, SpectralBasis.DFT, grids, 10);
        long few = heap();
        run(picture, SpectralBasis.DFT, grids, MANY);
        print("heap in use after 10 images %.1f MB, after %d images %.1f MB", few / 1e6, MANY, heap() / 1e6);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** Stripes of all classes along a diagonal, with noise of a third of the logits' lead. */
    private static Picture stripes() {
        byte[] values = new byte[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) ((i / WIDTH + i % WIDTH) / 80 % CLASSES);
        }
        Random random = new Random(2);
        float[] logits = new float[CLASSES * HEIGHT * WIDTH];
        for (int i = 0; i < logits.length; i++) {
            boolean own = values[i % values.length] == i / values.length;
            logits[i] = (float) (random.nextGaussian() + (own ? 3 : 0));
        }
        return new Picture("stripes", LabelMap.of(WIDTH, HEIGHT, values), logits);
    }

    /** A street. Logits are 10 times a class's share of the window around a pixel, plus a little noise. */
    private static Picture street() {
        byte[] values = new byte[HEIGHT * WIDTH];
        Arrays.fill(values, (byte) 1);
        for (int[] part : STREET) {
            for (int y = part[1]; y < part[2]; y++) {
                Arrays.fill(values, y * WIDTH + part[3], y * WIDTH + part[4], (byte) part[0]);
            }
        }
        Random random = new Random(2);
        float[] logits = new float[CLASSES * HEIGHT * WIDTH];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (0.5 * random.nextGaussian());
        }
        for (int i = 0; i < values.length; i++) {
            addShares(values, i / WIDTH, i % WIDTH, logits);
        }
        return new Picture("street", LabelMap.of(WIDTH, HEIGHT, values), logits);
    }

    private static void addShares(byte[] values, int row, int column, float[] logits) {
        int top = Math.max(0, row - REACH);
        int bottom = Math.min(HEIGHT, row + REACH + 1);
        int left = Math.max(0, column - REACH);
        int right = Math.min(WIDTH, column + REACH + 1);
        float share = 10f / ((bottom - top) * (right - left));
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                logits[(values[y * WIDTH + x] * HEIGHT + row) * WIDTH + column] += share;
            }
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Labels and logits that the benchmark analyses repeatedly. */
    private record Picture(String name, LabelMap labels, float[] logits) {}
}
