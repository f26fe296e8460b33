package dev.coppice.models.data;

/**
 * A camera that looks along a street and projects metres to pixels. X points right, Y up from the ground, Z ahead.
 *
 * @param vanishX column where the street vanishes
 * @param horizon row of the horizon
 * @param focal focal length in pixels
 * @param height height of the camera above the ground, in metres
 */
record SceneCamera(double vanishX, double horizon, double focal, double height) {
    double x(double metresRight, double ahead) {
        return vanishX + focal * metresRight / ahead;
    }

    double y(double metresUp, double ahead) {
        return horizon + focal * (height - metresUp) / ahead;
    }

    /** The length in pixels of a length in metres at a distance. */
    double size(double metres, double ahead) {
        return focal * metres / ahead;
    }

    /** The distance of the ground seen in a row below the horizon. */
    double groundAhead(double row) {
        return focal * height / Math.max(0.25, row - horizon);
    }

    /** X of a pixel column at a distance. */
    double right(double column, double ahead) {
        return (column - vanishX) * ahead / focal;
    }

    /** Y of a pixel row at a distance. */
    double up(double row, double ahead) {
        return height - (row - horizon) * ahead / focal;
    }
}
