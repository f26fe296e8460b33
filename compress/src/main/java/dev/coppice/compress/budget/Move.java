package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;

/** What one step of the search changes. */
sealed interface Move {
    /**
     * A layer keeps fewer groups.
     *
     * @param to how many
     */
    record Narrow(PrunableLayer layer, int to) implements Move {
        @Override
        public Allocation from(Allocation state) {
            return state.keeping(layer.name(), to);
        }

        @Override
        public double weight(Recoverability recoverability) {
            return recoverability.channels();
        }

        @Override
        public String text(Allocation state) {
            return layer.name() + " " + state.of(layer.name()) + " → " + to;
        }
    }

    /**
     * All layers stay as wide as they are, on another grid.
     *
     * @param index of the candidate
     * @param name for people
     */
    record Regrid(int index, String name) implements Move {
        @Override
        public Allocation from(Allocation state) {
            return state.onGrid(index);
        }

        @Override
        public double weight(Recoverability recoverability) {
            return recoverability.grids();
        }

        @Override
        public String text(Allocation state) {
            return "grid " + name;
        }
    }

    /** The state after it. */
    Allocation from(Allocation state);

    /** How dear its rise of the loss is. */
    double weight(Recoverability recoverability);

    /** For a person, who knows the state before it. */
    String text(Allocation state);
}
