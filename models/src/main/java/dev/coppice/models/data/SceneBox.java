package dev.coppice.models.data;

/**
 * A box of pixels from left and top (inclusive) to right and bottom (exclusive).
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
record SceneBox(int left, int top, int right, int bottom) {
    /** The box between real coordinates, at least one pixel wide and high. */
    static SceneBox around(double left, double top, double right, double bottom) {
        int x = (int) Math.round(left);
        int y = (int) Math.round(top);
        return new SceneBox(x, y, Math.max(x + 1, (int) Math.round(right)), Math.max(y + 1, (int) Math.round(bottom)));
    }
}
