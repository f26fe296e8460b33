package dev.coppice.models.graph;

import dev.coppice.models.operator.Axis;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperatorSchema;

/**
 * Which axes of a contraction's weights stand for channels.
 *
 * @param consumed counts the channels that are read and summed over, of each group
 * @param made counts those of the output
 */
public record WeightAxes(int consumed, int made) {
    /**
     * The axes of the weights at an input position; a matrix on the left makes rows.
     *
     * @param rank of the weights
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
