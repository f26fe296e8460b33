package dev.coppice.models.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One street. Light and layout are random; objects are drawn from the farthest to the nearest. */
final class StreetScene {
    /** The distance beyond which things fade into the haze. */
    private static final double FAR = 70;

    private final RandomStream random;
    private final SceneCanvas canvas;
    private final SceneCamera camera;
    private final SceneLight light;
    private final double roadHalf;
    private final double wallAt;

    StreetScene(RandomStream random, SceneCanvas canvas) {
        this.random = random;
        this.canvas = canvas;
        camera = new SceneCamera(
                canvas.width() * random.between(0.32, 0.68),
                canvas.height() * random.between(0.32, 0.5),
                random.between(190, 250),
                random.between(1.3, 2.1));
        light = SceneLight.random(random);
        roadHalf = random.between(3.2, 6.5);
        wallAt = roadHalf + random.between(2, 5);
    }

    /** An object that stands on the ground and is drawn as a whole. */
    private record Standing(double ahead, Runnable drawing) {}

    Sample draw(String name) {
        new StreetBackdrop(random, canvas, camera, light).draw(roadHalf, wallAt);
        List<Standing> things = new ArrayList<>();
        StreetObjects objects = new StreetObjects(random, canvas, camera, light);
        parkAndDrive(things, objects);
        for (int side = -1; side <= 1; side += 2) {
            plantAndPost(things, objects, side);
        }
        things.sort(Comparator.comparingDouble(Standing::ahead).reversed());
        things.forEach(t -> t.drawing().run());
        canvas.blur(random.between(0.2, 0.9));
        return canvas.finish(name, random, random.between(2, 10), random.between(1, 5));
    }

    private void parkAndDrive(List<Standing> things, StreetObjects objects) {
        for (int side = -1; side <= 1; side += 2) {
            double density = random.unit();
            for (double z = random.between(5, 14); z < FAR; z += random.between(5.5, 16)) {
                boolean parked = random.chance(0.6);
                if (random.chance(density * 0.8)) {
                    double at = side * (parked ? roadHalf - 1.0 : random.between(0.3, 0.55) * roadHalf);
                    double ahead = z;
                    things.add(new Standing(ahead, () -> objects.car(at, ahead)));
                }
            }
        }
    }

    private void plantAndPost(List<Standing> things, StreetObjects objects, int side) {
        double trees = random.unit();
        for (double z = random.between(4, 10); z < FAR; z += random.between(3, 9)) {
            double ahead = z;
            double kerb = side * (roadHalf + random.between(0.3, 0.9));
            if (random.chance(trees * 0.7)) {
                double at = side * random.between(roadHalf + 0.8, wallAt - 0.4);
                things.add(new Standing(ahead, () -> objects.tree(at, ahead)));
            } else if (random.chance(0.8)) {
                things.add(new Standing(ahead, () -> objects.post(kerb, ahead, -side)));
            }
        }
    }
}
