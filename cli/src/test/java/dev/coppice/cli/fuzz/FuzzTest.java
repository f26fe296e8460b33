package dev.coppice.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every kind that Coppice reads, changed at random and by intent, in one process. Whatever a file holds, it is taken or
 * refused with a message of ours: nothing else is thrown, nothing hangs, memory stays below a bound, no class is loaded that a file
 * names, and no file is read or written that was not named.
 *
 * <p>{@code -Dcoppice.fuzz.cases=100000} sets the number of cases of all kinds together, {@code -Dcoppice.fuzz.seed=2} the seed,
 * {@code -Dcoppice.fuzz.kind=onnx,zip} the kinds, {@code -Dcoppice.fuzz.case=17} a single case of each; {@code
 * -Dcoppice.fuzz.keep=FOLDER} keeps the files that show a fault.
 */
class FuzzTest {
    private static final int CASES = Integer.getInteger("coppice.fuzz.cases", 2000);
    private static final long SEED = Long.getLong("coppice.fuzz.seed", 1);
    private static final int ONLY = Integer.getInteger("coppice.fuzz.case", -1);

    private static final String KEPT = System.getProperty("coppice.fuzz.keep", "");

    /** After so many different faults the rest say nothing new. */
    private static final int ENOUGH = 25;

    @TempDir
    private Path folder;

    @Test
    void whatever_a_file_holds_it_is_taken_or_refused() throws Exception {
        try (Sandbox sandbox = Sandbox.in(folder.toRealPath())) {
            List<FuzzKind> kinds = chosen(new FuzzKinds(sandbox).all());
            Map<String, String> faults = new LinkedHashMap<>();
            sandbox.watch();
            for (FuzzKind kind : kinds) {
                System.out.println("fuzz, seed " + SEED + ", " + run(kind, CASES / kinds.size(), faults));
            }
            assertThat(faults.values()).isEmpty();
            assertThat(sandbox.touched()).isEmpty();
            assertThat(Sandbox.isTrapSprung()).isFalse();
        }
    }

    private static List<FuzzKind> chosen(List<FuzzKind> all) {
        String asked = System.getProperty("coppice.fuzz.kind", "");
        Set<String> names = Set.of(asked.split(","));
        return all.stream()
                .filter(kind -> asked.isEmpty() || names.contains(kind.name()))
                .toList();
    }

    private static void keep(String name, byte[] content) throws IOException {
        if (!KEPT.isEmpty()) {
            Files.write(Files.createDirectories(Path.of(KEPT)).resolve(name), content);
        }
    }

    private static String run(FuzzKind kind, int cases, Map<String, String> faults) throws IOException {
        Watch watch = new Watch();
        List<String> own = new ArrayList<>();
        int first = Math.max(0, ONLY);
        int number = first;
        for (; number < (ONLY < 0 ? cases : first + 1) && own.size() < ENOUGH; number++) {
            RandomStream random = RandomStream.of(SEED, number, 1);
            Optional<String> fault = watch.fault(kind, kind.content(SEED, number), random);
            if (fault.isPresent()) {
                String said =
                        kind.name() + " case " + number + ": " + fault.get().replaceAll("[^\\n\\p{Print}]", "?");
                String like = kind.name() + fault.get().replaceAll("\\d+|'[^']*'", "#");
                if (faults.putIfAbsent(like, said) == null) {
                    own.add(said);
                    System.out.println(said);
                    keep(kind.name() + "-" + number, kind.content(SEED, number));
                }
            }
        }
        // changes that no door notices would say nothing
        assertThat(watch.refused()).as(kind.name() + ", refused").isGreaterThanOrEqualTo((number - first) / 5);
        return kind.name() + ": " + watch.figures();
    }
}
