package dev.coppice.models.data;

import java.util.ArrayList;
import java.util.List;

/** Backdrop of a scene: sky, ground and two rows of houses. Each pixel shows what its ray meets first. */
final class StreetBackdrop {
    private static final SceneColour[] WALLS = {
        new SceneColour(150, 95, 75), new SceneColour(190, 175, 145), new SceneColour(150, 150, 150),
        new SceneColour(105, 105, 112), new SceneColour(205, 200, 195), new SceneColour(170, 140, 95)
    };
    private static final double SIDE_DEPTH = 14;

    private final RandomStream random;
    private final SceneCanvas canvas;
    private final SceneCamera camera;
    private final SceneLight light;
    private final SceneNoise noise;

    StreetBackdrop(RandomStream random, SceneCanvas canvas, SceneCamera camera, SceneLight light) {
        this.random = random;
        this.canvas = canvas;
        this.camera = camera;
        this.light = light;
        this.noise = new SceneNoise(random.bits());
    }

    void draw(double roadHalf, double wallAt) {
        sky();
        skyline();
        new StreetGround(random, canvas, camera, light).draw(roadHalf, wallAt);
        houses(-wallAt);
        houses(wallAt);
    }

    private void sky() {
        double scale = random.between(25, 70);
        SceneBox all = new SceneBox(0, 0, canvas.width(), canvas.height());
        canvas.fill(
                all,
                (x, y) -> {
                    double down = Math.max(0, Math.min(1, y / camera.horizon()));
                    double cloud = noise.rough(x / scale, 2 * y / scale) * light.clouds();
                    return light.sky().mixed(light.haze(), down * down).plus(Math.max(-8, cloud));
                },
                StreetClass.SKY.label());
    }

    /** Far houses and trees at the end of the street: a low ragged band over the horizon. */
    private void skyline() {
        double height = random.between(2, 16);
        double grain = random.between(5, 15);
        SceneColour wall = WALLS[random.below(WALLS.length)];
        SceneColour leaves = new SceneColour(85, 105, 60).near(random, 10);
        for (int x = 0; x < canvas.width(); x++) {
            boolean tree = noise.at(x / 23.0, 900) > 0.15;
            double ragged = tree ? noise.rough(x / 4.0, 300) * 3 : noise.lattice((long) (x / grain), 200) * 4;
            SceneBox column = SceneBox.around(x, camera.horizon() - height - ragged, x + 1, camera.horizon() + 2);
            canvas.fill(
                    column,
                    (i, j) -> light.on((tree ? leaves : wall).plus(12 * noise.lattice(i, j)), 0.4, 75),
                    (tree ? StreetClass.TREE : StreetClass.BUILDING).label());
        }
    }

    private void houses(double wallAt) {
        List<House> row = new ArrayList<>();
        double open = random.between(0, 0.5);
        for (double z = random.between(-10, 2); z < 90; ) {
            double length = random.between(6, 22);
            double gap = random.chance(open) ? random.between(3, 12) : 0;
            row.add(House.random(random, z, z + length, WALLS));
            z += length + gap;
        }
        double lit = Math.signum(wallAt) == light.sunSide() ? 0 : 1;
        for (int x = 0; x < canvas.width(); x++) {
            double ahead = camera.focal() * wallAt / (x + 0.5 - camera.vanishX());
            if (ahead > 0) {
                column(row, x, ahead, lit);
            }
        }
    }

    /** Draws one pixel column: the wall beside the street, or the side of the next house behind a gap. */
    private void column(List<House> row, int x, double ahead, double lit) {
        for (House house : row) {
            if (ahead >= house.from() && ahead < house.to()) {
                paint(house, x, ahead, ahead, lit);
                return;
            }
            if (ahead < house.from() && Math.abs(camera.right(x, house.from()) - camera.right(x, ahead)) < SIDE_DEPTH) {
                paint(house, x, house.from(), 50 + camera.right(x, house.from()), 0.5);
                return;
            }
        }
    }

    private void paint(House house, int x, double ahead, double along, double lit) {
        SceneBox wall = SceneBox.around(x, camera.y(house.height(), ahead), x + 1, camera.y(0, ahead));
        canvas.fill(
                wall,
                (i, j) -> {
                    double up = camera.up(j + 0.5, ahead);
                    double grain = noise.rough(along * 3, up * 3) * 10 + noise.rough(along / 3, up / 3) * 12;
                    return light.on(house.surface(along, up, noise).plus(grain), lit, ahead);
                },
                StreetClass.BUILDING.label());
    }
}
