package dev.coppice.models.data;

/** A house beside the street: position, height and look of the wall. */
final class House {
    private final double from;
    private final double to;
    private final double height;
    private final SceneColour wall;
    private final SceneColour glass;
    private final SceneColour shop;
    private final double windowStep;
    private final double storey;
    private final double windowShare;
    private final SceneColour advert;
    private final double advertAt;

    private House(RandomStream random, double from, double to, SceneColour wall) {
        this.from = from;
        this.to = to;
        this.wall = wall.near(random, 14);
        height = random.between(4, 16);
        glass = random.chance(0.4)
                ? new SceneColour(150, 170, 190).near(random, 20)
                : SceneColour.grey(55).near(random, 12);
        shop = random.chance(0.5) ? this.wall : vivid(random);
        windowStep = random.between(1.6, 3.4);
        storey = random.between(2.8, 3.6);
        windowShare = random.between(0.3, 0.65);
        advert = vivid(random);
        advertAt = random.chance(0.5) ? random.between(from + 1, to - 2) : -100;
    }

    /** A house between two distances, in one of the wall colours. */
    static House random(RandomStream random, double from, double to, SceneColour... walls) {
        return new House(random, from, to, walls[random.below(walls.length)]);
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    double height() {
        return height;
    }

    /** The wall's unlit colour at a point along the wall and above the ground. */
    SceneColour surface(double along, double up, SceneNoise noise) {
        if (Math.abs(along - advertAt) < 0.8 && Math.abs(up - 3.7) < 0.7) {
            return advert;
        }
        double column = along / windowStep;
        double row = up / storey;
        double inColumn = column - Math.floor(column);
        double inRow = row - Math.floor(row);
        boolean inside = Math.abs(inColumn - 0.5) < windowShare / 2 && Math.abs(inRow - 0.55) < 0.25;
        if (inside && up < height - 0.8) {
            return glass.plus(25 * noise.lattice((long) Math.floor(column), (long) Math.floor(row)));
        }
        return up < storey ? shop : wall;
    }

    /** A strong colour, as of signs and advertisements. */
    static SceneColour vivid(RandomStream random) {
        SceneColour[] strong = {
            new SceneColour(200, 40, 40),
            new SceneColour(35, 70, 170),
            new SceneColour(225, 190, 45),
            new SceneColour(235, 235, 235),
            new SceneColour(40, 130, 70)
        };
        return strong[random.below(strong.length)].near(random, 12);
    }
}
