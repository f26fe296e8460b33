package dev.coppice.models.data;

/**
 * The light of a scene.
 *
 * @param sun brightness of sunlit surfaces
 * @param shadow brightness of surfaces in shadow
 * @param sunSide −1 if the sun stands to the left, 1 to the right
 * @param tint colour of the light; 1 in each channel is white
 * @param sky colour of the sky overhead
 * @param haze colour near the horizon; far things fade into it
 * @param clouds how much the sky varies, in grey levels
 */
record SceneLight(
        double sun, double shadow, int sunSide, SceneColour tint, SceneColour sky, SceneColour haze, double clouds) {
    private static final double FADE = 160;

    static SceneLight random(RandomStream random) {
        boolean overcast = random.chance(0.45);
        double brightness = random.between(0.75, 1.2);
        SceneColour sky = overcast
                ? SceneColour.grey(random.between(140, 225)).near(random, 5)
                : new SceneColour(95, 145, 215).near(random, 18);
        SceneColour haze = sky.mixed(new SceneColour(225, 220, 210), random.between(0.3, 0.9));
        return new SceneLight(
                brightness,
                brightness * (overcast ? random.between(0.8, 0.95) : random.between(0.45, 0.7)),
                random.chance(0.5) ? -1 : 1,
                new SceneColour(random.between(0.93, 1.1), 1, random.between(0.88, 1.08)),
                sky,
                haze,
                overcast ? random.between(4, 14) : random.between(5, 40));
    }

    /** The colour of a surface under this light, for a share of sunlight and a distance in metres. */
    SceneColour on(SceneColour surface, double lit, double ahead) {
        double level = shadow + lit * (sun - shadow);
        SceneColour seen = new SceneColour(
                surface.red() * level * tint.red(),
                surface.green() * level * tint.green(),
                surface.blue() * level * tint.blue());
        return seen.mixed(haze, Math.min(0.6, ahead / FADE));
    }
}
