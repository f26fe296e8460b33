package dev.coppice.eval;

import com.sun.management.OperatingSystemMXBean;
import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.Bands;
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
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * How many pictures of 360×480 with 11 classes, all of them in every picture, have their output taken apart in a second: two
 * workers, nothing but the spectra, logits at hand. Prints wall and process CPU time, so that a busy machine shows; the time of
 * the transforms alone, of as many exp as a picture takes, and the heap in use after collection.
 */
class SpectraBenchmark {
    private static final int HEIGHT = 360;
    private static final int WIDTH = 480;
    private static final int CLASSES = 11;
    private static final int WORKERS = 2;
    private static final int WARM_UP = 20;
    private static final int IMAGES = 100;
    private static final int MANY = Integer.getInteger("coppice.images", 1000);

    /** What keeps a computation from being optimised away. */
    private double seen;

    @Test
    void prints_the_table() throws ExecutionException, InterruptedException {
        List<Grid> grids = List.of(new Grid(1, 2), new Grid(1, 4), new Grid(1, 8), new Grid(1, 16));
        System.out.println("| basis | logits low-passed to | images/s | CPU ms an image |");
        System.out.println("|---|---|---:|---:|");
        for (SpectralBasis basis : SpectralBasis.values()) {
            row(basis, List.of());
            row(basis, grids);
        }
        parts(SpectralBasis.DFT);
        parts(SpectralBasis.DCT);
        memory(grids);
        print("checksum %.3f", seen);
    }

    private void row(SpectralBasis basis, List<Grid> grids) throws ExecutionException, InterruptedException {
        run(basis, grids, WARM_UP);
        double[] time = run(basis, grids, IMAGES);
        print("| %s | %s | %.1f | %.0f |", basis.id(), grids.isEmpty() ? "–" : grids, IMAGES / time[0], 1e3 * time[1] / IMAGES);
    }

    /** Seconds by the clock and of the process. */
    private double[] run(SpectralBasis basis, List<Grid> grids, int images)
            throws ExecutionException, InterruptedException {
        OutputSettings settings = new OutputSettings(
                CLASSES, OutputKind.LOGITS, -1, VoidPixels.EXACT, basis, BandShape.SQUARE, HEIGHT, grids);
        LabelMap labels = labels();
        float[] logits = logits(labels);
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

    /** What of a picture's time goes where, one thread. */
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

    private void memory(List<Grid> grids) throws ExecutionException, InterruptedException {
        run(SpectralBasis.DFT, grids, 10);
        long few = heap();
        run(SpectralBasis.DFT, grids, MANY);
        print("heap in use after 10 images %.1f MB, after %d images %.1f MB", few / 1e6, MANY, heap() / 1e6);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static LabelMap labels() {
        byte[] values = new byte[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            int row = i / WIDTH;
            int stripe = (row + i % WIDTH) / 80;
            values[i] = (byte) (stripe % CLASSES);
        }
        return LabelMap.of(WIDTH, HEIGHT, values);
    }

    private static float[] logits(LabelMap labels) {
        Random random = new Random(2);
        float[] logits = new float[CLASSES * HEIGHT * WIDTH];
        for (int i = 0; i < logits.length; i++) {
            int pixel = i % (HEIGHT * WIDTH);
            boolean own = labels.at(pixel % WIDTH, pixel / WIDTH) == i / (HEIGHT * WIDTH);
            logits[i] = (float) (random.nextGaussian() + (own ? 3 : 0));
        }
        return logits;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
