package dev.coppice.eval.compression;

/**
 * How channels and grids are cut, and for which machine; how much is said by a {@link CutChoice}.
 *
 * @param channels how they are chosen
 * @param grids where and how they are lowered
 * @param machine that is planned for
 */
public record PassChoice(ChannelChoice channels, GridChoice grids, PlannedMachine machine) {
    /** As is cut unless it is said otherwise. */
    public static final PassChoice USUAL = new PassChoice(ChannelChoice.USUAL, GridChoice.USUAL, PlannedMachine.HERE);

    /** The same with channels chosen otherwise. */
    public PassChoice withChannels(ChannelChoice changed) {
        return new PassChoice(changed, grids, machine);
    }

    /** The same with grids lowered otherwise. */
    public PassChoice withGrids(GridChoice changed) {
        return new PassChoice(channels, changed, machine);
    }

    /** The same for another machine. */
    public PassChoice withMachine(PlannedMachine changed) {
        return new PassChoice(channels, grids, changed);
    }
}
