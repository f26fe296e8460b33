package dev.coppice.models.data;

/**
 * A colour in linear arithmetic, channels nominally 0…255.
 *
 * @param red first channel
 * @param green second channel
 * @param blue third channel
 */
record SceneColour(double red, double green, double blue) {
    static SceneColour grey(double level) {
        return new SceneColour(level, level, level);
    }

    /** Brighter or darker. */
    SceneColour times(double factor) {
        return new SceneColour(red * factor, green * factor, blue * factor);
    }

    /** All channels shifted. */
    SceneColour plus(double amount) {
        return new SceneColour(red + amount, green + amount, blue + amount);
    }

    /** This colour with a share of another. */
    SceneColour mixed(SceneColour other, double share) {
        return new SceneColour(
                red + share * (other.red - red),
                green + share * (other.green - green),
                blue + share * (other.blue - blue));
    }

    /** A random colour near this one. */
    SceneColour near(RandomStream random, double spread) {
        double level = spread * random.normal();
        return new SceneColour(
                red + level + spread / 3 * random.normal(),
                green + level + spread / 3 * random.normal(),
                blue + level + spread / 3 * random.normal());
    }
}
