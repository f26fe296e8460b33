package dev.coppice.compress.channel;

/**
 * One index on one axis of one tensor.
 *
 * @param tensor an activation or a constant
 * @param axis of the tensor
 * @param index on that axis; on axis 1 of a grouped convolution's weights counted through all groups
 * @param reader empty for an activation; for a constant the node whose use of it is cut
 */
public record Cut(String tensor, int axis, int index, String reader) {
    @Override
    public String toString() {
        return "'" + tensor + "' axis " + axis + " index " + index
                + (reader.isEmpty() ? "" : " as read by '" + reader + "'");
    }
}
