package dev.coppice.models.data;

/**
 * A camera that looks along a street: metres to pixels. X is to the right, Y above the ground, Z ahead.
 *
 * @param vanishX column where the street vanishes
 * @param horizon row of the horizon
 * @param focal focal length in pixels
 * @param height of the camera above the ground
 */
record SceneCamera(double vanishX, double horizon, double focal, double height) {
    double x(double metresRight, double ahead) {
        return vanishX + focal * metresRight / ahead;
    }

    double y(double metresUp, double ahead) {
        return horizon + focal * (height - metresUp) / ahead;
    }

    /** Pixels of a length at this distance. */
    double size(double metres, double ahead) {
        return focal * metres / ahead;
    }

    /** Where the ground seen in this row (below the horizon) lies ahead. */
    double groundAhead(double row) {
        return focal * height / Math.max(0.25, row - horizon);
    }

    /** How far right a pixel column is at this distance. */
    double right(double column, double ahead) {
        return (column - vanishX) * ahead / focal;
    }

    /** How far up a pixel row is at this distance. */
    double up(double row, double ahead) {
        return height - (row - horizon) * ahead / focal;
    }
}
