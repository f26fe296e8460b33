package dev.coppice.eval.latency.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A profile as a JSON file. */
public final class ProfileFile {
    /** The largest size of a file in bytes. A row has about 150. */
    private static final long LARGEST = 64L << 20;

    private static final String MILLISECONDS = "milliseconds";
    private static final String SLOWED = "slowed";
    /** Times of format 1 were taken on noise of single pixels. */
    private static final String FORMAT = "coppice latency profile 2";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ProfileFile() {}

    /** Writes a profile, whole or not at all, and makes its folder if needed. */
    public static void write(Path file, LatencyProfile profile) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make folder '" + folder + "': " + FileTrouble.of(e), e);
        }
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("processor", profile.machine().processor());
        root.put("runtime", profile.machine().runtime());
        root.put("threads", profile.machine().threads());
        ObjectNode rows = root.putObject("rows");
        new TreeMap<>(profile.rows()).forEach((key, row) -> {
            ObjectNode node = rows.putObject(key).put("what", row.what());
            row.milliseconds().ifPresentOrElse(time -> node.put(MILLISECONDS, time), () -> node.putNull(MILLISECONDS));
            if (row.isDisturbed()) {
                node.put(SLOWED, row.slowed());
            }
        });
        WholeFile.write(file, root.toPrettyString() + "\n");
    }

    /**
     * Reads a profile.
     *
     * @throws InvalidInputException if it cannot be read, is no profile, or has rows with invalid times, all of them named
     */
    public static LatencyProfile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidInputException("Profile '" + file + "' has " + Files.size(file)
                        + " bytes, expected at most " + LARGEST + ". Name a file that profile wrote.");
            }
            return parse(JSON.readTree(Files.readString(file)), file);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    "Profile '" + file + "' is torn, edited to nonsense or no JSON: " + e.getOriginalMessage()
                            + ". Make it anew.",
                    e);
        } catch (IOException e) {
            throw new InvalidInputException("Profile '" + file + "' cannot be read: " + FileTrouble.of(e), e);
        }
    }

    private static LatencyProfile parse(JsonNode root, Path file) {
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new InvalidInputException("'" + file + "' is no profile: its format is '"
                    + root.path("format").asText() + "', expected '" + FORMAT + "'. Make it anew.");
        }
        List<String> problems = new ArrayList<>();
        String processor = text(root, "processor", problems);
        String runtime = text(root, "runtime", problems);
        int threads = threads(root, problems);
        Map<String, LatencyProfile.Row> rows = new TreeMap<>();
        root.path("rows").properties().forEach(entry -> row(entry.getKey(), entry.getValue(), problems)
                .ifPresent(row -> rows.put(entry.getKey(), row)));
        if (rows.isEmpty() && problems.isEmpty()) {
            problems.add("it has no rows.");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("Profile '" + file + "' cannot be used:", problems);
        }
        return new LatencyProfile(new ProfiledMachine(processor, runtime, threads), rows);
    }

    /** A number of threads. An invalid one becomes a problem. */
    static int threads(JsonNode root, List<String> problems) {
        JsonNode threads = root.path("threads");
        if (!threads.isInt() || threads.asInt() < 1) {
            problems.add("'threads' is " + (threads.isMissingNode() ? "missing" : threads)
                    + ", expected a number of at least 1.");
        }
        return threads.asInt(0);
    }

    private static String text(JsonNode root, String field, List<String> problems) {
        String text = root.path(field).asText("");
        if (text.isBlank()) {
            problems.add("'" + field + "' is missing.");
        }
        return text;
    }

    private static Optional<LatencyProfile.Row> row(String key, JsonNode node, List<String> problems) {
        JsonNode time = node.path(MILLISECONDS);
        JsonNode slowed = node.path(SLOWED);
        boolean refused = time.isNull();
        if (!refused && !(isFinite(time) && time.asDouble() > 0)) {
            problems.add("row '" + key + "' takes " + (time.isMissingNode() ? "no" : time)
                    + " milliseconds, expected a number above 0, or null where the runtime refuses it.");
            return Optional.empty();
        }
        if (!slowed.isMissingNode() && !(isFinite(slowed) && slowed.asDouble() >= 1)) {
            problems.add("row '" + key + "' was slowed by " + slowed + ", expected a number of at least 1, or none.");
            return Optional.empty();
        }
        return Optional.of(new LatencyProfile.Row(
                node.path("what").asText(),
                refused ? Optional.empty() : Optional.of(time.asDouble()),
                slowed.asDouble(1)));
    }

    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.asDouble());
    }
}
