package dev.coppice.models.data;

/**
 * A colour for linear arithmetic, channels nominally 0…255.
 *
 * @param red red channel
 * @param green green channel
 * @param blue blue channel
 */
record SceneColour(double red, double green, double blue) {
    static SceneColour grey(double level) {
        return new SceneColour(level, level, level);
    }

    /** This colour, brighter or darker by a factor. */
    SceneColour times(double factor) {
        return new SceneColour(red * factor, green * factor, blue * factor);
    }

    /** This colour with all channels shifted. */
    SceneColour plus(double amount) {
        return new SceneColour(red + amount, green + amount, blue + amount);
    }

    /** This colour mixed with a share of another. */
    SceneColour mixed(SceneColour other, double share) {
        return new SceneColour(
                red + share * (other.red - red),
                green + share * (other.green - green),
                blue + share * (other.blue - blue));
    }

    /** A random colour near this colour. */
    SceneColour near(RandomStream random, double spread) {
        double level = spread * random.normal();
        return new SceneColour(
                red + level + spread / 3 * random.normal(),
                green + level + spread / 3 * random.normal(),
                blue + level + spread / 3 * random.normal());
    }
}
