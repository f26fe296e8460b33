package dev.coppice.models.data;

/** Objects in a street: cars, trees, and posts that carry lamps and signs. */
final class StreetObjects {
    private final RandomStream random;
    private final SceneCanvas canvas;
    private final SceneCamera camera;
    private final SceneLight light;

    StreetObjects(RandomStream random, SceneCanvas canvas, SceneCamera camera, SceneLight light) {
        this.random = random;
        this.canvas = canvas;
        this.camera = camera;
        this.light = light;
    }

    /** A car seen from behind, with the side that faces the middle of the street. */
    void car(double at, double ahead) {
        SceneColour paint = carPaint();
        double half = random.between(0.8, 0.95);
        double tall = random.between(1.35, 1.9);
        double far = ahead + random.between(3.6, 4.6);
        double lit = random.between(0.3, 1);
        canvas.shade(box(at - half - 0.2, 0.12, at + half + 0.2, -0.35, ahead), (x, y) -> true, 0.55);
        double side = at > 0 ? at - half : at + half;
        carSide(side, tall, new double[] {ahead, far}, light.on(paint, 1 - lit, ahead));
        int label = StreetClass.CAR.label();
        SceneColour body = light.on(paint, lit, ahead);
        SceneColour dark = light.on(SceneColour.grey(35), lit, ahead);
        canvas.fill(box(at - half, tall * 0.62, at + half, 0.3, ahead), (x, y) -> body, label);
        canvas.fill(box(at - half * 0.8, tall, at + half * 0.8, tall * 0.6, ahead), (x, y) -> body, label);
        SceneColour window = light.on(new SceneColour(70, 80, 90).near(random, 20), 0.8, ahead);
        canvas.fill(box(at - half * 0.68, tall * 0.93, at + half * 0.68, tall * 0.66, ahead), (x, y) -> window, label);
        SceneColour lamp = light.on(new SceneColour(185, 30, 30), 1, ahead);
        for (int i = -1; i <= 1; i += 2) {
            double wheel = at + i * half * 0.78;
            canvas.fill(box(wheel - 0.14, 0.4, wheel + 0.14, 0, ahead), (x, y) -> dark, label);
            double end = at + i * half * 0.85;
            canvas.fill(box(end - 0.12, tall * 0.58, end + 0.12, tall * 0.48, ahead), (x, y) -> lamp, label);
        }
    }

    private void carSide(double side, double tall, double[] reach, SceneColour colour) {
        double near = camera.x(side, reach[0]);
        double far = camera.x(side, reach[1]);
        SceneBox box = SceneBox.around(Math.min(near, far), 0, Math.max(near, far), canvas.height());
        SceneColour window = light.on(new SceneColour(60, 68, 78), 0.6, reach[0]);
        for (int x = box.left(); x < box.right(); x++) {
            double ahead = camera.focal() * side / (x + 0.5 - camera.vanishX());
            double along = (ahead - reach[0]) / (reach[1] - reach[0]);
            if (along >= 0 && along <= 1) {
                carColumn(new CarSlice(x, ahead, along, tall), colour, window);
            }
        }
    }

    /** One pixel column of a car's side: distance, position between both ends, height of the roof. */
    private record CarSlice(int x, double ahead, double along, double tall) {
        double roof() {
            return along < 0.12 || along > 0.7 ? tall * 0.62 : tall;
        }

        boolean wheel() {
            return Math.abs(along - 0.2) < 0.09 || Math.abs(along - 0.8) < 0.09;
        }

        boolean glass(double up) {
            return Math.abs(up / tall - 0.78) < 0.14 && Math.abs(along - 0.41) < 0.23;
        }
    }

    private void carColumn(CarSlice slice, SceneColour colour, SceneColour window) {
        double ahead = slice.ahead();
        double lowest = slice.wheel() ? 0.02 : 0.28;
        canvas.fill(
                SceneBox.around(slice.x(), camera.y(slice.roof(), ahead), slice.x() + 1, camera.y(lowest, ahead)),
                (x, y) -> {
                    double up = camera.up(y + 0.5, ahead);
                    if (slice.glass(up)) {
                        return window;
                    }
                    return slice.wheel() && up < 0.55 ? colour.times(0.4) : colour;
                },
                StreetClass.CAR.label());
    }

    private SceneColour carPaint() {
        SceneColour[] paints = {
            SceneColour.grey(40),
            SceneColour.grey(110),
            SceneColour.grey(165),
            SceneColour.grey(225),
            new SceneColour(150, 35, 35),
            new SceneColour(45, 65, 125),
            new SceneColour(90, 110, 80)
        };
        return paints[random.below(paints.length)].near(random, 10);
    }

    /** A tree: a trunk and a crown of several rounds with a ragged edge. */
    void tree(double at, double ahead) {
        SceneNoise noise = new SceneNoise(random.bits());
        double radius = random.between(1.1, 2.6);
        double middle = random.between(3, 5.5);
        int label = StreetClass.TREE.label();
        SceneColour bark = new SceneColour(95, 80, 65).near(random, 12);
        double thick = random.between(0.1, 0.22);
        canvas.shade(
                box(at - radius * 0.7, 0.1, at + radius * 0.7, -0.3, ahead), (x, y) -> noise.at(x, y) > -0.3, 0.75);
        canvas.fill(
                box(at - thick, middle, at + thick, 0, ahead),
                (x, y) -> light.on(bark.plus(8 * noise.lattice(x, y)), 0.5, ahead),
                label);
        SceneColour leaves =
                (random.chance(0.8) ? new SceneColour(75, 100, 50) : new SceneColour(140, 105, 55)).near(random, 12);
        double size = camera.size(radius, ahead);
        double cx = camera.x(at, ahead);
        double cy = camera.y(middle, ahead);
        double stretch = random.between(0.8, 1.4);
        double grain = Math.max(1.2, size / 7);
        canvas.fill(
                SceneBox.around(cx - 1.4 * size, cy - 1.8 * size, cx + 1.4 * size, cy + 1.8 * size),
                (x, y) -> {
                    double dx = (x - cx) / size;
                    double dy = (y - cy) / size / stretch;
                    return dx * dx + dy * dy < 0.8 + 0.45 * noise.rough(x / grain, y / grain);
                },
                (x, y) -> {
                    double lit = 0.5 - 0.35 * (y - cy) / size + 0.35 * light.sunSide() * (x - cx) / size;
                    double leaf = 20 * noise.at(x / 1.7, y / 1.7) + 16 * noise.rough(x / grain, y / grain);
                    return light.on(leaves.plus(leaf), Math.max(0, Math.min(1, lit)), ahead);
                },
                label);
    }

    /** A post at the kerb: a street lamp reaching over the road, or a sign, or a bare pole. */
    void post(double at, double ahead, int towardsRoad) {
        double thick = random.between(0.05, 0.09);
        double tall = random.chance(0.5) ? random.between(4.5, 7) : random.between(2.6, 3.4);
        SceneColour metal = SceneColour.grey(random.between(60, 170)).near(random, 6);
        SceneColour colour = light.on(metal, random.between(0.2, 1), ahead);
        int label = StreetClass.POLE.label();
        canvas.fill(box(at - thick, tall, at + thick, 0, ahead), (x, y) -> colour, label);
        if (tall > 4) {
            double reach = at + towardsRoad * random.between(0.8, 1.8);
            canvas.fill(
                    box(Math.min(at, reach), tall, Math.max(at, reach), tall - 0.12, ahead), (x, y) -> colour, label);
        }
        if (random.chance(tall > 4 ? 0.35 : 0.85)) {
            sign(at, random.between(2.1, Math.min(3, tall - 0.3)), ahead);
        }
    }

    private void sign(double at, double up, double ahead) {
        double half = random.between(0.28, 0.5);
        SceneColour face = light.on(House.vivid(random), random.between(0.5, 1), ahead);
        SceneColour inner = light.on(random.chance(0.5) ? SceneColour.grey(235) : House.vivid(random), 0.8, ahead);
        int form = random.below(3);
        double cx = camera.x(at, ahead);
        double cy = camera.y(up, ahead);
        double size = Math.max(1.2, camera.size(half, ahead));
        SceneBox box = SceneBox.around(cx - size, cy - size, cx + size, cy + size);
        canvas.fill(
                box,
                (x, y) -> inside(form, (x + 0.5 - cx) / size, (y + 0.5 - cy) / size, 1),
                (x, y) -> inside(form, (x + 0.5 - cx) / size, (y + 0.5 - cy) / size, 0.6) ? inner : face,
                StreetClass.SIGN.label());
    }

    /** Draws a round, square or triangular sign. */
    private static boolean inside(int form, double x, double y, double scale) {
        return switch (form) {
            case 0 -> x * x + y * y < scale * scale;
            case 1 -> Math.max(Math.abs(x), Math.abs(y)) < scale;
            default -> y < scale * 0.9 && y > 2 * Math.abs(x) - scale;
        };
    }

    /** The box between two corners in metres; the second corner is the lower one. */
    private SceneBox box(double left, double top, double right, double bottom, double ahead) {
        return SceneBox.around(
                camera.x(left, ahead), camera.y(top, ahead), camera.x(right, ahead), camera.y(bottom, ahead));
    }
}
