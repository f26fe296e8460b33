package dev.coppice.eval.compression;

/**
 * Settings for how channels and grids are cut, and for which machine. A {@link CutChoice} says how much.
 *
 * @param channels how channels are chosen
 * @param grids where and how grids are lowered
 * @param machine machine that is planned for
 */
public record PassChoice(ChannelChoice channels, GridChoice grids, PlannedMachine machine) {
    /** The defaults. */
    public static final PassChoice USUAL = new PassChoice(ChannelChoice.USUAL, GridChoice.USUAL, PlannedMachine.HERE);

    /** The same with another choice of channels. */
    public PassChoice withChannels(ChannelChoice changed) {
        return new PassChoice(changed, grids, machine);
    }

    /** The same with another choice of grids. */
    public PassChoice withGrids(GridChoice changed) {
        return new PassChoice(channels, changed, machine);
    }

    /** The same for another machine. */
    public PassChoice withMachine(PlannedMachine changed) {
        return new PassChoice(channels, grids, changed);
    }
}
