package dev.coppice.models.data;

import dev.coppice.models.graph.Shape;

/**
 * A volume, or a signal, with its labels.
 *
 * @param name name of the sample, unique in its split
 * @param volume the numbers
 * @param labels the class of each voxel; the slices of a volume lie one below the other, and a signal is one row
 */
public record VolumeSample(String name, Volume volume, LabelMap labels) {
    public VolumeSample {
        Shape space = volume.space();
        if (labels.width() != space.size(-1) || labels.height() != space.product(0, space.rank() - 1)) {
            throw new IllegalArgumentException("sample '" + name + "': " + volume + ", but " + labels);
        }
    }

    /** The slice in the middle with its labels, for people to look at. */
    public Sample middle() {
        return new Sample(name, volume.middle(), middle(labels));
    }

    /** The slice in the middle of other labels of this volume, such as predicted ones. */
    public LabelMap middle(LabelMap map) {
        Shape slice = Volume.slice(volume.space());
        int first = Volume.middle(volume.space()) * slice.size(0);
        byte[] values = new byte[Math.toIntExact(slice.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) map.at(i % slice.size(1), first + i / slice.size(1));
        }
        return LabelMap.of(slice.size(1), slice.size(0), values);
    }

    /** Size in memory, in bytes. */
    long bytes() {
        return (long) Float.BYTES * volume.values().length + (long) labels.width() * labels.height();
    }
}
