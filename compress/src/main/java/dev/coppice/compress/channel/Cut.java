package dev.coppice.compress.channel;

/**
 * Cut of one index on one axis of one tensor.
 *
 * @param tensor an activation or a constant
 * @param axis axis of the tensor
 * @param index index on that axis; axis 1 of a grouped convolution's weights is counted through all groups
 * @param reader for a constant the node that reads it; empty for an activation
 */
public record Cut(String tensor, int axis, int index, String reader) {
    @Override
    public String toString() {
        return "'" + tensor + "' axis " + axis + " index " + index
                + (reader.isEmpty() ? "" : " as read by '" + reader + "'");
    }
}
