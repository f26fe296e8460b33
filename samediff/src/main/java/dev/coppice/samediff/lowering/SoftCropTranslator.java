package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.DctMatrix;
import dev.coppice.models.resample.SoftCrop;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Translator of our SoftCrop: products with the DCT's matrices both ways, and between them a factor per coefficient that
 * depends on the cut-offs. Matrix products have rank 2 with the constant on the right, the form whose gradient is tested.
 */
final class SoftCropTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape x = c.shape(0);
        int h = x.size(2);
        int w = x.size(3);
        float[][] rows = DctMatrix.of(h);
        float[][] columns = DctMatrix.of(w);
        Shape image = c.shapes().image();
        SDVariable keepRows = mask(c, SoftCrop.HEIGHT, image.size(2), h, 1, 1, 1, h);
        SDVariable keepColumns = mask(c, SoftCrop.WIDTH, image.size(3), w, 1, 1, w, 1);
        SDVariable y = c.sd().reshape(c.input(0), -1, w).mmul(transposed(c, columns));
        y = turned(c, y, x.size(1), h, w);
        y = c.sd().reshape(y, -1, h).mmul(transposed(c, rows));
        y = c.sd().reshape(y, -1, x.size(1), w, h).mul(keepColumns).mul(keepRows);
        y = c.sd().reshape(y, -1, h).mmul(plain(c, rows));
        y = turned(c, y, x.size(1), w, h);
        y = c.sd().reshape(y, -1, w).mmul(plain(c, columns));
        c.output(c.sd().reshape(y, -1, x.size(1), h, w));
    }

    @Override
    public boolean trains(int position) {
        return position == SoftCrop.HEIGHT || position == SoftCrop.WIDTH;
    }

    /** Transposes maps a × b, given as rows, to maps b × a. */
    private static SDVariable turned(LoweringContext c, SDVariable rows, int channels, int a, int b) {
        return c.sd().permute(c.sd().reshape(rows, -1, channels, a, b), 0, 1, 3, 2);
    }

    /** The {@link SoftCrop#mask} of every coefficient, as clip(cut-off · UNIT · n / 2R + (2R − p) / 2R, 0, 1). */
    private static SDVariable mask(LoweringContext c, int position, int n, int coefficients, long... shape) {
        float[] offsets = new float[coefficients];
        for (int p = 0; p < coefficients; p++) {
            offsets[p] = (float) ((2 * SoftCrop.RAMP - p) / (2 * SoftCrop.RAMP));
        }
        SDVariable kept = c.sd().reshape(c.input(position), 1, 1, 1, 1).mul(SoftCrop.UNIT * n / (2 * SoftCrop.RAMP));
        return c.sd().math().clipByValue(c.fixed(offsets, shape).add(kept), 0, 1);
    }

    private static SDVariable plain(LoweringContext c, float[][] matrix) {
        return c.sd().constant(Nd4j.createFromArray(matrix));
    }

    private static SDVariable transposed(LoweringContext c, float[][] matrix) {
        float[][] turned = new float[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                turned[j][i] = matrix[i][j];
            }
        }
        return plain(c, turned);
    }
}
