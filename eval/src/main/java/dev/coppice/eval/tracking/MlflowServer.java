package dev.coppice.eval.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.CancelledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tracking server of MLflow, by its REST API. It takes the token or the user of MLflow's own variables, {@code
 * MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}.
 */
final class MlflowServer implements RunTracker {
    /** The tag that tells runs which are there. MLflow numbers its runs itself. */
    static final String TAG = "coppice.run";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_WITH_FILE = Duration.ofMinutes(30);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** The most metrics that one request may hold. */
    private static final int MOST = 500;

    private static final int SHOWN = 200;
    private static final String ARTIFACTS = "mlflow-artifacts:/";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Clock clock = Clock.systemUTC();
    private final String url;
    private String experiment = "";
    private Optional<String> elsewhere = Optional.empty();

    private MlflowServer(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    static MlflowServer open(String url, String experiment) {
        MlflowServer server = new MlflowServer(url);
        try {
            server.experiment = server.experiment(experiment);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "MLflow's server '" + url + "' cannot be used: " + e.getMessage()
                            + ". Mend the URL, or name a folder.",
                    e);
        }
        return server;
    }

    private String experiment(String name) {
        String query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = sent(request("/api/2.0/mlflow/" + query).GET());
        if (found.statusCode() != NOT_FOUND) {
            return json(found).at("/experiment/experiment_id").asText();
        }
        return post("experiments/create", JSON.createObjectNode().put("name", name))
                .path("experiment_id")
                .asText();
    }

    @Override
    public boolean log(TrackedRun run) {
        ObjectNode search = JSON.createObjectNode()
                .put("filter", "tags.`" + TAG + "` = '" + run.id() + "'")
                .put("max_results", 1);
        search.putArray("experiment_ids").add(experiment);
        if (post("runs/search", search).path("runs").size() > 0) {
            return false;
        }
        ObjectNode create = JSON.createObjectNode()
                .put("experiment_id", experiment)
                .put("run_name", run.name())
                .put("start_time", clock.millis());
        JsonNode info = post("runs/create", create).at("/run/info");
        String id = info.path("run_id").asText();
        metrics(id, run.metrics());
        batch(id, pairs(run.params()), "params");
        run.artifacts().forEach(file -> artifact(info.path("artifact_uri").asText(), file));
        post(
                "runs/update",
                JSON.createObjectNode()
                        .put("run_id", id)
                        .put("status", run.failed() ? "FAILED" : "FINISHED")
                        .put("end_time", clock.millis()));
        // last: a run without it is logged again
        batch(id, pairs(Map.of(TAG, run.id())), "tags");
        return true;
    }

    @Override
    public Optional<String> omission() {
        return elsewhere.map(uri ->
                "Models and reports were not logged: MLflow's server does not take them itself, but keeps them at '"
                        + uri + "'. Let it serve artifacts, and log in another experiment.");
    }

    private void metrics(String id, List<TrackedRun.Figure> figures) {
        for (int from = 0; from < figures.size(); from += MOST) {
            ArrayNode metrics = JSON.createArrayNode();
            for (TrackedRun.Figure figure : figures.subList(from, Math.min(figures.size(), from + MOST))) {
                metrics.addObject()
                        .put("key", figure.name())
                        .put("value", figure.value())
                        .put("timestamp", clock.millis())
                        .put("step", figure.step());
            }
            batch(id, metrics, "metrics");
        }
    }

    private void batch(String id, ArrayNode values, String kind) {
        ObjectNode body = JSON.createObjectNode().put("run_id", id);
        body.set(kind, values);
        post("runs/log-batch", body);
    }

    private static ArrayNode pairs(Map<String, String> values) {
        ArrayNode pairs = JSON.createArrayNode();
        values.forEach((key, value) -> pairs.addObject().put("key", key).put("value", value));
        return pairs;
    }

    /** Sends a file, if the server takes them itself. */
    private void artifact(String uri, Path file) {
        if (!uri.startsWith(ARTIFACTS)) {
            elsewhere = Optional.of(uri);
            return;
        }
        String place = uri.substring(ARTIFACTS.length()).replaceFirst("^/+", "") + "/" + file.getFileName();
        try {
            accepted(sent(request("/api/2.0/mlflow-artifacts/artifacts/" + place)
                    .timeout(PATIENCE_WITH_FILE)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofFile(file))));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "': " + FileTrouble.of(e), e);
        }
    }

    private JsonNode post(String call, ObjectNode body) {
        return json(sent(request("/api/2.0/mlflow/" + call)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private static Optional<String> authorization() {
        Map<String, String> environment = System.getenv();
        Optional<String> token = Optional.ofNullable(environment.get("MLFLOW_TRACKING_TOKEN"));
        Optional<String> user = Optional.ofNullable(environment.get("MLFLOW_TRACKING_USERNAME"));
        return token.map(value -> "Bearer " + value)
                .or(() -> user.map(name -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((name + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", ""))
                                        .getBytes(StandardCharsets.UTF_8))));
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("MLflow's server at '" + url + "' does not answer: " + FileTrouble.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(accepted(response).body());
        } catch (JsonProcessingException e) {
            throw refused(response, "an answer that is no JSON");
        }
    }

    private HttpResponse<String> accepted(HttpResponse<String> response) {
        if (response.statusCode() != OK) {
            throw refused(response, "status " + response.statusCode());
        }
        return response;
    }

    private UncheckedIOException refused(HttpResponse<String> response, String how) {
        String said = response.body().strip();
        String shown = said.length() > SHOWN ? said.substring(0, SHOWN) + "…" : said;
        String message = "MLflow's server at '" + url + "' gave " + how + " for '"
                + response.uri().getPath() + "'" + (shown.isEmpty() ? "" : ": " + shown);
        return new UncheckedIOException(message, new IOException(how));
    }
}
