package dev.coppice.cli.fuzz;

import dev.coppice.cli.CommandRun;
import dev.coppice.eval.sweep.MergedSweep;
import dev.coppice.eval.sweep.SweepJson;
import dev.coppice.models.data.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tables of sweeps, which are merged.
 *
 * @param folder folder of the cases
 * @param model the model that is swept
 * @param words what takes the place of fields
 */
record FuzzedSweep(Path folder, Path model, HostileWords words) {
    private static final double MERGED = 0.2;

    FuzzKind kind() throws IOException {
        List<Object> sweep =
                new ArrayList<>(List.of("sweep", model, "--data", folder.resolve("data"), "--epochs", "0"));
        sweep.addAll(List.of("--prune", "0.25,0.5", "--round", "1", "--out", folder.resolve("sweep")));
        FuzzKinds.expect(CommandRun.of(sweep.toArray()));
        byte[] table = Files.readAllBytes(table());
        return new FuzzKind(
                "sweep", List.of(table), Mutation.any(this::fields, this::fields, ByteMutation.ANY), this::open);
    }

    private Path table() {
        return folder.resolve("sweep/sweep.csv");
    }

    private void open(byte[] content, RandomStream random) throws IOException {
        Files.write(table(), content);
        if (random.chance(MERGED)) {
            FuzzKinds.expect(CommandRun.of(
                    "sweep", "merge", folder.resolve("sweep"), "--out", folder.resolve("merged"), "--overwrite"));
        } else {
            MergedSweep merged = MergedSweep.of(List.of(folder.resolve("sweep")));
            SweepJson.tree(merged.metric(), merged.rows(), Optional.empty());
        }
    }

    /** A field of a line becomes another, or a line comes twice or goes. */
    private byte[] fields(byte[] content, RandomStream random) {
        List<String> lines = new ArrayList<>(List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1)));
        int at = random.below(lines.size());
        String line = lines.get(at);
        switch (random.below(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            default -> {
                String[] fields = line.split(",", -1);
                fields[random.chance(0.3) ? 0 : random.below(fields.length)] = words.any(random);
                lines.set(at, String.join(",", fields));
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
