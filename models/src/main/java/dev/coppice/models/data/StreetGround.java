package dev.coppice.models.data;

/** Road and pavement with markings, slabs, wear and the shadow of the houses on the sunny side. */
final class StreetGround {
    private final RandomStream random;
    private final SceneCanvas canvas;
    private final SceneCamera camera;
    private final SceneLight light;
    private final SceneNoise noise;

    StreetGround(RandomStream random, SceneCanvas canvas, SceneCamera camera, SceneLight light) {
        this.random = random;
        this.canvas = canvas;
        this.camera = camera;
        this.light = light;
        this.noise = new SceneNoise(random.bits());
    }

    void draw(double roadHalf, double wallAt) {
        SceneColour asphalt = SceneColour.grey(random.between(75, 130)).near(random, 5);
        SceneColour slabs = asphalt.mixed(new SceneColour(165, 155, 145), random.between(0.25, 0.9));
        double slab = random.between(0.6, 1.6);
        double dashes = random.chance(0.75) ? random.between(0.06, 0.1) : 0;
        double shadowEdge = light.sunSide() * (wallAt - random.between(0, 2 * wallAt));
        for (int y = (int) Math.ceil(camera.horizon()); y < canvas.height(); y++) {
            double ahead = camera.groundAhead(y + 0.5);
            for (int x = 0; x < canvas.width(); x++) {
                double right = camera.right(x + 0.5, ahead);
                boolean road = Math.abs(right) < roadHalf;
                SceneColour surface = road ? road(asphalt, right, ahead, dashes) : pavement(slabs, right, ahead, slab);
                double edge = shadowEdge + noise.rough(ahead / 4, 5) * 1.5;
                double lit = (right - edge) * light.sunSide() > 0 ? 0 : 1;
                StreetClass kind = road ? StreetClass.ROAD : StreetClass.PAVEMENT;
                canvas.set(x, y, light.on(surface, lit, ahead), kind.label());
            }
        }
    }

    private SceneColour road(SceneColour asphalt, double right, double ahead, double dashes) {
        if (Math.abs(right) < dashes && ahead % 6 < 3) {
            return SceneColour.grey(205);
        }
        double wear = 9 * noise.rough(right / 2, ahead / 9) + 7 * noise.rough(right * 6, ahead * 3);
        return asphalt.plus(wear);
    }

    private SceneColour pavement(SceneColour slabs, double right, double ahead, double slab) {
        double column = Math.abs(right) / slab;
        double row = ahead / slab;
        boolean joint = column - Math.floor(column) < 0.08 || row - Math.floor(row) < 0.06;
        double tone = 8 * noise.lattice((long) Math.floor(Math.copySign(column, right)), (long) row);
        return slabs.plus(tone + 6 * noise.rough(right * 5, ahead * 5) - (joint ? 22 : 0));
    }
}
