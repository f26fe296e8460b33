package dev.coppice.models.samediff.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.factory.Nd4j;

/** Padding and cropping of height and width, and splitting channels into groups. */
final class Spatial {
    private Spatial() {}

    /** Pads a rank-4 variable above and left by {@code begin}, below and right by {@code end}, with one value. */
    static SDVariable pad(SameDiff sd, SDVariable x, int[] begin, int[] end, double value) {
        if (begin[0] == 0 && begin[1] == 0 && end[0] == 0 && end[1] == 0) {
            return x;
        }
        int[][] amounts = {{0, 0}, {0, 0}, {begin[0], end[0]}, {begin[1], end[1]}};
        return sd.nn().pad(x, sd.constant(Nd4j.createFromArray(amounts)), PadMode.CONSTANT, value);
    }

    /** The h×w block from {@code begin} on of an N×C×H×W variable of the given size. */
    static SDVariable crop(SameDiff sd, SDVariable x, int[] begin, int[] size, int[] from) {
        if (begin[0] == 0 && begin[1] == 0 && size[0] == from[2] && size[1] == from[3]) {
            return x;
        }
        return sd.slice(x, new int[] {0, 0, begin[0], begin[1]}, -1, -1, size[0], size[1]);
    }

    /** Equal parts of an axis. */
    static SDVariable[] split(SameDiff sd, SDVariable x, int parts, int axis) {
        return sd.split(x, parts, axis);
    }
}
