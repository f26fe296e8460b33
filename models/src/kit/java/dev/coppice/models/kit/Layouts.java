package dev.coppice.models.kit;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Sample;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The pictures of {@link TinyTask} written in the layouts that people have; the classes are background and square. */
public final class Layouts {
    public static final List<String> CLASSES = List.of("background", "square");
    public static final int VOID = 255;

    private static final int[] COLOURS = {0x804080, 0x00FF80};

    private final Dataset data;
    private final DataFiles files;

    private Layouts(Dataset data, Path folder) {
        this.data = data;
        this.files = new DataFiles(folder);
    }

    /** Writes one layout into a folder. */
    @FunctionalInterface
    private interface Writer {
        void write(Layouts to) throws IOException;
    }

    private static Map<String, Writer> writers() {
        Map<String, Writer> all = new LinkedHashMap<>();
        all.put("coppice", Layouts::ours);
        all.put("voc", Layouts::voc);
        all.put("cityscapes", Layouts::cityscapes);
        all.put("ade20k", Layouts::ade);
        all.put("coco-panoptic", Layouts::panoptic);
        all.put("coco-instances", to -> to.instances(false));
        all.put("coco-instances as runs", to -> to.instances(true));
        all.put("lists", Layouts::lists);
        all.put("folders with colours", Layouts::colours);
        all.put("folders of 16 bits", Layouts::sixteenBits);
        all.put("labelme", Layouts::labelme);
        all.put("beside", Layouts::beside);
        return all;
    }

    /** The names of all layouts; a first word is the id. */
    public static List<String> names() {
        return List.copyOf(writers().keySet());
    }

    /** Writes the splits of a task in a layout. */
    public static void write(String layout, TinyTask task, Path folder) {
        try {
            Objects.requireNonNull(writers().get(layout), layout).write(new Layouts(task, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ours() throws IOException {
        files.text("dataset.json", "{\"name\": \"tiny\", \"classes\": [\"background\", \"square\"], \"ignore\": 255}");
        for (Place place : places()) {
            files.picture("images/" + place.split + "/" + place.name + ".png", place.sample.image());
            files.labels("labels/" + place.split + "/" + place.name + ".png", place.sample.labels(), v -> v);
        }
    }

    private void voc() throws IOException {
        files.text("class_names.txt", "background\nsquare\n");
        files.text("ImageSets/Segmentation/train.txt", list("train", name -> name));
        files.text("ImageSets/Segmentation/val.txt", list("val", name -> name));
        for (Place place : places()) {
            files.picture("JPEGImages/" + place.unique() + ".png", place.sample.image());
            files.palette("SegmentationClass/" + place.unique() + ".png", place.sample.labels());
        }
    }

    private void cityscapes() throws IOException {
        files.text(
                "dataset.json",
                "{\"name\": \"tiny\", \"layout\": \"cityscapes\", \"classes\": [\"background\", \"square\"],"
                        + " \"values\": {\"7\": \"background\", \"26\": \"square\", \"0\": null}}");
        for (Place place : places()) {
            String name = place.split + "/ulm/ulm_" + place.name;
            files.picture("leftImg8bit/" + name + "_leftImg8bit.png", place.sample.image());
            files.labels(
                    "gtFine/" + name + "_gtFine_labelIds.png",
                    place.sample.labels(),
                    v -> v == VOID ? 0 : v == 0 ? 7 : 26);
        }
    }

    private void ade() throws IOException {
        files.text(
                "objectInfo150.txt",
                "Idx\tRatio\tTrain\tVal\tName\n1\t0.5\t9\t9\tbackground, rest\n2\t0.5\t9\t9\tsquare\n");
        for (Place place : places()) {
            String split = place.split.equals("train") ? "training" : "validation";
            files.picture("images/" + split + "/" + place.name + ".png", place.sample.image());
            files.labels(
                    "annotations/" + split + "/" + place.name + ".png",
                    place.sample.labels(),
                    v -> v == VOID ? 0 : v + 1);
        }
    }

    private void panoptic() throws IOException {
        for (String split : data.splits()) {
            List<String> annotations = new ArrayList<>();
            for (Place place : places(split)) {
                files.picture(split + "2017/" + place.name + ".png", place.sample.image());
                annotations.add(
                        "{\"image_id\": " + place.id() + ", \"file_name\": \"" + place.name
                                + ".png\", \"segments_info\": [{\"id\": 70000, \"category_id\": 3}, {\"id\": 258, \"category_id\": 90}]}");
                LabelMap labels = place.sample.labels();
                files.picture(
                        "annotations/panoptic_" + split + "2017/" + place.name + ".png",
                        DataFiles.painted(labels, v -> segment(v == VOID ? 0 : v == 0 ? 70000 : 258)));
            }
            files.text(
                    "annotations/panoptic_" + split + "2017.json",
                    coco(
                            split,
                            annotations,
                            "{\"id\": 3, \"name\": \"background\"}, {\"id\": 90, \"name\": \"square\"}"));
        }
    }

    private static int segment(int id) {
        return Integer.reverseBytes(id) >>> 8;
    }

    /** Squares as polygons or as compressed runs; the void border as runs of a crowd. */
    private void instances(boolean asRuns) throws IOException {
        for (String split : data.splits()) {
            List<String> annotations = new ArrayList<>();
            for (Place place : places(split)) {
                files.picture(split + "2017/" + place.name + ".png", place.sample.image());
                LabelMap labels = place.sample.labels();
                String square = asRuns ? CocoText.compressed(CocoText.runs(labels, 1)) : CocoText.polygon(labels);
                annotations.add(annotation(place, 0, square));
                annotations.add(
                        annotation(place, 1, "{\"size\": [16, 16], \"counts\": " + CocoText.runs(labels, VOID) + "}"));
            }
            files.text(
                    "annotations/instances_" + split + "2017.json",
                    coco(split, annotations, "{\"id\": 18, \"name\": \"square\"}"));
        }
    }

    private static String annotation(Place place, int crowd, String shape) {
        return "{\"id\": 1, \"image_id\": " + place.id() + ", \"category_id\": 18, \"iscrowd\": " + crowd
                + ", \"segmentation\": " + shape + "}";
    }

    private String coco(String split, List<String> annotations, String categories) {
        String images = places(split).stream()
                .map(place -> "{\"id\": " + place.id() + ", \"file_name\": \"" + place.name
                        + ".png\", \"width\": 16, \"height\": 16}")
                .collect(Collectors.joining(", "));
        return "{\"info\": {}, \"annotations\": " + annotations + ", \"images\": [" + images + "], \"categories\": ["
                + categories + "]}";
    }

    private void lists() throws IOException {
        files.text("codes.txt", "background\nsquare\n");
        for (String split : data.splits()) {
            files.text(
                    split + ".txt",
                    places(split).stream()
                            .map(p -> "/SegNet/CamVid/" + split + "/" + p.name + ".png /SegNet/CamVid/" + split
                                    + "annot/" + p.name + ".png")
                            .collect(Collectors.joining("\n")));
        }
        for (Place place : places()) {
            files.picture(place.split + "/" + place.name + ".png", place.sample.image());
            files.labels(place.split + "annot/" + place.name + ".png", place.sample.labels(), v -> v);
        }
    }

    private void colours() throws IOException {
        files.text("class_dict.csv", "name,r,g,b\nbackground,128,64,128\nsquare,0,255,128\nVoid,0,0,0\n");
        for (Place place : places()) {
            files.picture(place.split + "/" + place.name + ".png", place.sample.image());
            files.picture(
                    place.split + "_labels/" + place.name + "_L.png",
                    DataFiles.painted(place.sample.labels(), v -> v == VOID ? 0 : COLOURS[v]));
        }
    }

    private void sixteenBits() throws IOException {
        files.text(
                "dataset.json",
                "{\"name\": \"tiny\", \"classes\": [\"background\", \"square\"],"
                        + " \"values\": {\"1000\": \"background\", \"40000\": \"square\", \"0\": null}}");
        for (Place place : places()) {
            files.picture(place.split + "/images/" + place.name + ".png", place.sample.image());
            BufferedImage labels = new BufferedImage(TinyTask.SIZE, TinyTask.SIZE, BufferedImage.TYPE_USHORT_GRAY);
            DataFiles.fill(labels, place.sample.labels(), v -> v == VOID ? 0 : v == 0 ? 1000 : 40000);
            files.written(place.split + "/masks/" + place.name + ".png", labels);
        }
    }

    /** Every run of a class as a rectangle; void is what labelme ignores. */
    private void labelme() throws IOException {
        for (Place place : places()) {
            files.picture(place.split + "/" + place.name + ".png", place.sample.image());
            List<String> shapes = new ArrayList<>();
            LabelMap labels = place.sample.labels();
            for (int i = 0; i < labels.width() * labels.height(); i++) {
                int x = i % labels.width();
                int y = i / labels.width();
                if (labels.at(x, y) > 0) {
                    shapes.add("{\"label\": \"" + (labels.at(x, y) == VOID ? "__ignore__" : "square")
                            + "\", \"shape_type\": \"rectangle\", \"points\": [[" + x + ", " + y + "], [" + (x + 1)
                            + ", "
                            + (y + 1) + "]]}");
                }
            }
            files.text(
                    place.split + "/" + place.name + ".json",
                    "{\"version\": \"5.5.0\", \"shapes\": " + shapes + ", \"imagePath\": \"" + place.name
                            + ".png\", \"imageData\": null, \"imageHeight\": 16, \"imageWidth\": 16}");
        }
    }

    /** As Roboflow exports masks. */
    private void beside() throws IOException {
        for (Place place : places()) {
            files.picture(place.split + "/" + place.name + ".rf.1f2e.png", place.sample.image());
            files.labels(
                    place.split + "/" + place.name + ".rf.1f2e_mask.png",
                    place.sample.labels(),
                    v -> v == VOID ? 9 : v == 0 ? 3 : 5);
            files.text(place.split + "/_classes.csv", "Pixel Value, Class\n3, background\n5, square\n9, void\n");
        }
    }

    /** A picture of a split; ids of pictures differ between splits. */
    private record Place(String split, String name, Sample sample) {
        String unique() {
            return split + "_" + name;
        }

        int id() {
            return 1 + Integer.parseInt(name.substring(1));
        }
    }

    private List<Place> places() {
        return data.splits().stream().flatMap(split -> places(split).stream()).toList();
    }

    private List<Place> places(String split) {
        return data.names(split).stream()
                .map(name -> new Place(split, name, data.sample(split, name)))
                .toList();
    }

    private String list(String split, UnaryOperator<String> line) {
        return places(split).stream().map(p -> line.apply(p.unique())).collect(Collectors.joining("\n"));
    }
}
