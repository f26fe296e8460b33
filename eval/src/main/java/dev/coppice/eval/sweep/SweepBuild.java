package dev.coppice.eval.sweep;

import dev.coppice.export.onnx.ToolVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** The build of Coppice that a process runs: the version, and a checksum of the code that a sweep is made of. */
public final class SweepBuild {
    private static final String[] CODE = {
        "/dev/coppice/eval/sweep/Sweep.class",
        "/dev/coppice/eval/sweep/SweepRow.class",
        "/dev/coppice/eval/flow/CompressionRequest.class",
        "/dev/coppice/eval/flow/CompressionFlow.class"
    };

    private SweepBuild() {}

    /** The build of this process. */
    public static String here() {
        CRC32 sum = new CRC32();
        for (String name : CODE) {
            try (InputStream in = PointCluster.class.getResourceAsStream(name)) {
                sum.update(in == null ? new byte[0] : in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ToolVersion.read() + " (" + Long.toHexString(sum.getValue()) + ")";
    }
}
