package dev.coppice.eval.sweep;

import java.nio.ByteBuffer;

/**
 * What a cluster came to at a point.
 *
 * @param point name of the point
 * @param machine machine that worked on it; empty if it is unknown
 * @param folder archive of the point's folder; empty without a result
 * @param trouble why there is no result; empty if there is one
 */
public record PointAnswer(String point, String machine, ByteBuffer folder, String trouble) {
    /** An answer without a result. */
    public static PointAnswer failed(String point, String trouble) {
        return new PointAnswer(point, "", ByteBuffer.allocate(0), trouble);
    }
}
