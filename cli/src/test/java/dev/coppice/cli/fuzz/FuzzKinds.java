package dev.coppice.cli.fuzz;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.fuzz.FuzzKind.Door;
import dev.coppice.cli.fuzz.FuzzKind.FaultException;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.latency.profile.ProfileFile;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.kit.KerasRows;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.CardFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** All kinds of files that Coppice reads, each with valid ones and its door. */
final class FuzzKinds {
    private static final List<String> KERAS = List.of("nested", "net-mobile", "net-deeplab", "operations", "attention");

    /** Pictures of 24×16 pixels, without loss and with; Java writes none. */
    private static final List<String> WEBP = List.of(
            "UklGRl4AAABXRUJQVlA4TFIAAAAvF8ADAM1VIKL/sYi4N3j/AzcoaNtG0lgEVvnT2T37AEwjQCZt81Xj5qp1HGrTNmBI33LHGixBp2+wMGq+"
                    + "jZ/ogvyE7Am5A0UAn0BhwMC5qXMB",
            "UklGRoQAAABXRUJQVlA4IHgAAADQBACdASoYABAAPzmGuVOvKSWisAgB4CcJbACdMoMYK8z6f8nP9EADIKFRCmAhwAD+qaxMlagVBtwlgYHG"
                    + "IWtzwseuTcM15UZeVf5K+qj2NXNM19S05tUS6kc0dvMK7RmaYmVBRQgwQNHle/B8FW5/4KkbuHKgAAA=");

    private final Path folder;
    private final Path model;
    private final HostileWords words;
    private final Path out;

    /** Kinds whose files lie in a folder. */
    FuzzKinds(Sandbox sandbox) throws IOException {
        this.folder = sandbox.inside();
        this.words = HostileWords.with(sandbox.outside());
        this.model = Toys.model(Files.createDirectories(folder.resolve("toy")));
        this.out = folder.resolve("out.onnx");
    }

    List<FuzzKind> all() throws IOException {
        Toys.data(folder);
        List<FuzzKind> kinds = new ArrayList<>(models());
        kinds.addAll(settings());
        kinds.addAll(data());
        kinds.addAll(layouts());
        kinds.add(FuzzedCheckpoint.kind());
        kinds.add(new FuzzedSweep(folder, model, words).kind());
        return kinds;
    }

    private List<FuzzKind> models() throws IOException {
        KerasRows rows = KerasRows.read();
        List<byte[]> keras = new ArrayList<>(List.of(resource("tiny.keras")));
        List<byte[]> hdf5 = new ArrayList<>(List.of(resource("tiny.h5")));
        KERAS.forEach(row -> keras.add(rows.model(row + ".keras")));
        Stream.of("nested.h5", "nested.keras2.h5", "attention.h5")
                .map(rows::model)
                .forEach(hdf5::add);
        Mutation onnx = Mutation.any(new ProtoMutation(words).upTo(3), ByteMutation.ANY);
        Mutation zip = Mutation.any(new ZipMutation(words).upTo(2), new ZipMutation(words), ByteMutation.ANY);
        return List.of(
                new FuzzKind("onnx", onnxModels(), onnx, this::model),
                new FuzzKind("fb", FuzzedNetworks.sameDiff(), ByteMutation.ANY, this::model),
                new FuzzKind("zip", List.of(resource("tiny.zip")), zip, this::model),
                new FuzzKind("keras", keras, zip, this::model),
                new FuzzKind("h5", hdf5, ByteMutation.ANY, this::model));
    }

    /** The toy, the same with weights beside it, and networks of many operators. */
    private List<byte[]> onnxModels() throws IOException {
        List<byte[]> all = new ArrayList<>(List.of(Files.readAllBytes(model)));
        Path spread = Files.copy(model, folder.resolve("toy.onnx"));
        Toys.externalize(spread);
        all.add(Files.readAllBytes(spread));
        FuzzedNetworks.all().forEach(network -> all.add(OnnxWriter.bytes(network)));
        return all;
    }

    private List<FuzzKind> settings() throws IOException {
        Mutation json = Mutation.any(new JsonMutation(words).upTo(3), new JsonMutation(words), ByteMutation.ANY);
        Mutation yaml = Mutation.any(new YamlMutation(words).upTo(3), ByteMutation.ANY);
        Path cut = folder.resolve("cut.onnx");
        expect(CommandRun.of("prune", model, "--prune", "0.5", "--round", "1", "--out", cut));
        byte[] card = Files.readAllBytes(CardFile.beside(model));
        byte[] plan = Files.readAllBytes(folder.resolve("cut.plan.json"));
        String recipe =
                "prune: 0.5\nround: 1\nseed: 3\nchannels:\n  criterion: l1\n  scope: layer\nopset: 17\nclasses: [a, b]\n";
        String profile =
                "{\"format\": \"coppice latency profile 2\", \"processor\": \"p\", \"runtime\": \"1.2\", \"threads\": 1,"
                        + " \"rows\": {\"a\": {\"what\": \"Conv\", \"milliseconds\": 0.5}, \"b\": {\"what\": \"Add\", \"milliseconds\": null}}}";
        return List.of(
                new FuzzKind("card", List.of(card), json, this::card),
                new FuzzKind("plan", List.of(plan), json, this::plan),
                new FuzzKind("recipe", List.of(recipe.getBytes(StandardCharsets.UTF_8)), yaml, this::recipe),
                new FuzzKind("profile", List.of(profile.getBytes(StandardCharsets.UTF_8)), json, this::profile));
    }

    private List<FuzzKind> data() throws IOException {
        Mutation json = Mutation.any(new JsonMutation(words).upTo(3), ByteMutation.ANY);
        Path data = folder.resolve("data");
        Door dataset = at(data.resolve("dataset.json"));
        Door picture = at(data.resolve("images/train/p0.png"));
        Door label = at(data.resolve("labels/train/p0.png"));
        byte[] described = Files.readAllBytes(data.resolve("dataset.json"));
        byte[] blocks = new String(described, StandardCharsets.UTF_8)
                .replace("255", "255, \"blocks\": {\"side\": 8, \"kind\": \"hard\", \"splits\": [\"train\"]}")
                .getBytes(StandardCharsets.UTF_8);
        Mutation picked = Mutation.any(ByteMutation.ANY, new PngMutation());
        return List.of(
                new FuzzKind("dataset.json", List.of(described, blocks), json, dataset),
                new FuzzKind("picture", pictures(BufferedImage.TYPE_INT_RGB), picked, picture),
                new FuzzKind("label", pictures(BufferedImage.TYPE_BYTE_GRAY), picked, label),
                new FuzzKind("npy", List.of(npy("|u1", 1), npy("<f4", 4), npy(">i2", 2)), ByteMutation.ANY, volume()));
    }

    /** Files of other layouts that say where pictures are and what labels stand for. */
    private List<FuzzKind> layouts() throws IOException {
        Mutation json = Mutation.any(new JsonMutation(words).upTo(3), new JsonMutation(words), ByteMutation.ANY);
        String instances = "annotations/instances_train2017.json";
        return List.of(
                layout("coco", instances, json, "coco-instances", "coco-instances as runs"),
                layout("panoptic", "annotations/panoptic_train2017.json", json, "coco-panoptic"),
                layout("list", "train.txt", ByteMutation.ANY, "lists"),
                layout("names", "class_dict.csv", ByteMutation.ANY, "folders with colours"),
                classFolders(json));
    }

    /** Folders of classes: a file is what describes them or one of their pictures, and a folder more has an odd name. */
    private FuzzKind classFolders(Mutation json) throws IOException {
        Path data = folder.resolve("classes");
        Path description = data.resolve("dataset.json");
        List<byte[]> pictures = pictures(BufferedImage.TYPE_INT_RGB);
        for (String place : List.of("train/dark", "train/light", "val/dark", "val/light")) {
            Files.write(Files.createDirectories(data.resolve(place)).resolve("p.png"), pictures.get(0));
        }
        String order = "{\"name\": \"brightness\", \"classes\": [\"light\", \"dark\"]}";
        List<byte[]> valid = List.of(order.getBytes(StandardCharsets.UTF_8), pictures.get(0), pictures.get(1));
        return new FuzzKind("class folders", valid, json, (content, random) -> {
            Path picture = data.resolve("train/light/p.png");
            Files.deleteIfExists(description);
            Files.write(random.chance(0.6) ? description : picture, content);
            Path more = data.resolve("val")
                    .resolve("+"
                            + words.any(random)
                                    .replaceAll("[/\\\\\\x00\ud800]", "_")
                                    .replaceAll("x{200,}", "x"));
            try {
                Files.createDirectories(more);
                Files.write(more.resolve("p.png"), random.chance(0.5) ? pictures.get(0) : content);
                PictureRoles.of(DataFolder.open(data)).readAll(true);
            } finally {
                Files.write(picture, pictures.get(0));
                Files.deleteIfExists(more.resolve("p.png"));
                Files.deleteIfExists(more);
            }
        });
    }

    /** A file in the first of these layouts; those of the others are valid, too. */
    private FuzzKind layout(String name, String file, Mutation mutation, String... layouts) throws IOException {
        List<byte[]> valid = new ArrayList<>();
        for (String layout : layouts) {
            Path data = folder.resolve(layout);
            Layouts.write(layout, new TinyTask(2), data);
            valid.add(Files.readAllBytes(data.resolve(file)));
        }
        Path data = folder.resolve(layouts[0]);
        return new FuzzKind(name, valid, mutation, (content, random) -> {
            Files.write(data.resolve(file), content);
            DatasetCheck.classPixels(DataFolder.look(data).data(), "train");
        });
    }

    private static List<byte[]> pictures(int type) throws IOException {
        BufferedImage picture = new BufferedImage(Toys.W, Toys.H, type);
        for (int i = 0; i < Toys.W * Toys.H; i++) {
            picture.getRaster().setSample(i % Toys.W, i / Toys.W, 0, i % 2);
        }
        List<byte[]> all = new ArrayList<>();
        for (String format : List.of("png", "jpeg", "bmp", "gif", "tiff")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(picture, format, bytes);
            all.add(bytes.toByteArray());
        }
        WEBP.forEach(text -> all.add(Base64.getDecoder().decode(text)));
        return all;
    }

    private static byte[] npy(String type, int width) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (4, 6, 5), }";
        byte[] text = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + 120 * width).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1);
        return bytes.put((byte) 0).putShort((short) text.length).put(text).array();
    }

    /** A data set of volumes with the file as one of them, picture or label. */
    private Door volume() throws IOException {
        Path data = folder.resolve("volumes");
        Files.createDirectories(data.resolve("images/train"));
        Files.createDirectories(data.resolve("labels/train"));
        Files.writeString(data.resolve("dataset.json"), "{\"name\": \"v\", \"classes\": [\"dark\", \"light\"]}");
        return (content, random) -> {
            boolean isLabel = random.chance(0.5);
            Files.write(data.resolve("images/train/p.npy"), isLabel ? npy("<f4", 4) : content);
            Files.write(data.resolve("labels/train/p.npy"), isLabel ? content : npy("|u1", 1));
            new PictureRoles(DataFolder.open(data), "train", Optional.empty()).readAll(true);
        };
    }

    /** The file in its place in the data set of toys. The others stay as they are. */
    private static Door at(Path place) throws IOException {
        byte[] own = Files.readAllBytes(place);
        Path data = place.endsWith("dataset.json")
                ? Objects.requireNonNull(place.getParent())
                : Objects.requireNonNull(place.getParent().getParent().getParent());
        return (content, random) -> {
            Files.write(place, content);
            try {
                PictureRoles.of(DataFolder.open(data)).readAll(true);
            } finally {
                Files.write(place, own);
            }
        };
    }

    /** Inspects a model, and cuts some of those that can be read. */
    private void model(byte[] content, RandomStream random) throws IOException {
        Path file = Files.write(folder.resolve("model.bin"), content);
        expect(CommandRun.of("inspect", file, "--size", "16x24", "--json"));
        if (random.chance(0.25)) {
            expect(CommandRun.of(
                    "prune", file, "--size", "16x24", "--prune", "0.5", "--round", "1", "--out", out, "--overwrite"));
        }
    }

    private void card(byte[] content, RandomStream random) throws IOException {
        Path toy = Files.createDirectories(folder.resolve("carded"));
        Files.copy(model, toy.resolve("toy.onnx"), StandardCopyOption.REPLACE_EXISTING);
        Files.write(CardFile.beside(toy.resolve("toy.onnx")), content);
        expect(CommandRun.of("inspect", toy.resolve("toy.onnx"), "--json"));
    }

    private void plan(byte[] content, RandomStream random) throws IOException {
        Path file = Files.write(folder.resolve("plan.json"), content);
        expect(CommandRun.of("prune", model, "--plan", file, "--out", out, "--overwrite"));
    }

    /** A recipe of a run that stops before its work, since there is no model. */
    private void recipe(byte[] content, RandomStream random) throws IOException {
        Path file = Files.write(folder.resolve("recipe.yaml"), content);
        expect(CommandRun.of("prune", folder.resolve("none.onnx"), "--recipe", file, "--out", out, "--overwrite"));
    }

    private void profile(byte[] content, RandomStream random) throws IOException {
        Path file = Files.write(folder.resolve("profile.json"), content);
        ProfileFile.read(file);
    }

    /**
     * @throws InvalidInputException if a command refused its input, or wrote nothing since its result computes something else
     * @throws FaultException if it ended otherwise
     */
    static void expect(CommandRun run) {
        if (run.exitCode() == ExitCode.WRONG_INPUT || run.err().contains("Nothing was written.")) {
            throw new InvalidInputException(run.err());
        }
        if (run.exitCode() != ExitCode.DONE) {
            throw new FaultException("exit code " + run.exitCode() + ": " + run.err());
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Toys.class.getResourceAsStream("formats/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
