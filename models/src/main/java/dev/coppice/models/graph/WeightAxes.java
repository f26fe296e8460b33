package dev.coppice.models.graph;

import dev.coppice.models.operator.Axis;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperatorSchema;

/**
 * The axes of a contraction's weights that stand for channels.
 *
 * @param consumed axis of the channels that are read and summed over, within a group
 * @param made axis of the output channels
 */
public record WeightAxes(int consumed, int made) {
    /**
     * The axes of the weights at an input position. A matrix on the left makes the rows of the product.
     *
     * @param rank rank of the weights
     */
    public static WeightAxes of(Node contraction, int position, int rank) {
        OperatorSchema row = contraction.schema().orElseThrow();
        Operand weights = row.inputs().get(position);
        int consumed = weights.axes(Axis.CHANNELS, rank)[0];
        int made = weights.axes(position == row.producingInput() ? Axis.OUTPUT_CHANNELS : Axis.BATCH, rank)[0];
        boolean turned = contraction.attributes().integer(position == 0 ? "transA" : "transB", 0) == 1;
        return turned ? new WeightAxes(made, consumed) : new WeightAxes(consumed, made);
    }
}
