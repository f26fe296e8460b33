package dev.coppice.eval.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private final Map<String, JsonNode> sent = new LinkedHashMap<>();
    private String answerToSearch = "{}";
    private String artifacts = "mlflow-artifacts:/7/r1/artifacts";
    private int status = 200;

    @Test
    void a_folder_holds_a_file_for_each_parameter_and_metric() throws IOException {
        Path store = folder.resolve("mlruns");
        RunTracker tracker = RunTracker.mlflow(store.toString(), "coppice \"toy\"");

        assertThat(tracker.log(run())).isTrue();
        assertThat(RunTracker.mlflow(store.toString(), "coppice \"toy\"").log(run()))
                .isFalse();

        Path experiment;
        try (Stream<Path> all = Files.list(store)) {
            experiment = all.toList().get(0);
        }
        assertThat(experiment.getFileName().toString()).matches("\\d+");
        assertThat(experiment.resolve("meta.yaml"))
                .content()
                .contains("name: \"coppice \\\"toy\\\"\"\n", "experiment_id: \"");
        Path place = experiment.resolve(ID);
        assertThat(place.resolve("meta.yaml"))
                .content()
                .contains("run_id: \"" + ID + "\"\n", "status: 3\n", "lifecycle_stage: \"active\"\n", "tags: []\n");
        assertThat(place.resolve("params/prune")).hasContent("0.5");
        assertThat(Files.readAllLines(place.resolve("metrics/epoch.loss")))
                .hasSize(2)
                .first()
                .matches(line -> line.matches("\\d{13} 0\\.75 1"));
        assertThat(place.resolve("artifacts/model.onnx")).hasContent("model");
        assertThat(place.resolve("tags/mlflow.runName")).hasContent("prune-0.5");
    }

    @Test
    void a_server_gets_a_run_with_its_metrics_parameters_and_model() throws IOException {
        HttpServer server = server();
        try {
            assertThat(RunTracker.mlflow(url(server), "coppice toy").log(run())).isTrue();
        } finally {
            server.stop(0);
        }

        assertThat(sent.keySet())
                .containsExactly(
                        "GET /api/2.0/mlflow/experiments/get-by-name",
                        "POST /api/2.0/mlflow/experiments/create",
                        "POST /api/2.0/mlflow/runs/search",
                        "POST /api/2.0/mlflow/runs/create",
                        "POST /api/2.0/mlflow/runs/log-batch metrics",
                        "POST /api/2.0/mlflow/runs/log-batch params",
                        "PUT /api/2.0/mlflow-artifacts/artifacts/7/r1/artifacts/model.onnx",
                        "POST /api/2.0/mlflow/runs/update",
                        "POST /api/2.0/mlflow/runs/log-batch tags");
        assertThat(body("POST /api/2.0/mlflow/runs/create")
                        .path("experiment_id")
                        .asText())
                .isEqualTo("7");
        JsonNode metric = body("POST /api/2.0/mlflow/runs/log-batch metrics").at("/metrics/1");
        assertThat(metric.path("key").asText()).isEqualTo("epoch.loss");
        assertThat(metric.path("value").asDouble()).isEqualTo(0.75);
        assertThat(metric.path("step").asInt()).isEqualTo(1);
        assertThat(body("POST /api/2.0/mlflow/runs/update").path("status").asText())
                .isEqualTo("FINISHED");
    }

    @Test
    void models_that_a_server_keeps_elsewhere_are_named() throws IOException {
        HttpServer server = server();
        artifacts = "s3://bucket/7/r1/artifacts";
        try {
            RunTracker tracker = RunTracker.mlflow(url(server), "coppice toy");
            assertThat(tracker.omission()).isEmpty();
            assertThat(tracker.log(run())).isTrue();
            assertThat(tracker.omission().orElseThrow())
                    .startsWith("Models and reports were not logged")
                    .contains("'s3://bucket/7/r1/artifacts'");
        } finally {
            server.stop(0);
        }

        assertThat(sent.keySet()).noneMatch(call -> call.startsWith("PUT"));
    }

    @Test
    void a_store_of_another_kind_is_refused() {
        assertThatThrownBy(() -> RunTracker.mlflow("sqlite:///mlflow.db", "coppice toy"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected a folder, or a server");
    }

    @Test
    void a_run_that_is_there_is_not_logged_again() throws IOException {
        answerToSearch = "{\"runs\": [{}]}";
        HttpServer server = server();
        try {
            assertThat(RunTracker.mlflow(url(server), "coppice toy").log(run())).isFalse();
        } finally {
            server.stop(0);
        }

        assertThat(sent).doesNotContainKey("POST /api/2.0/mlflow/runs/create");
    }

    @Test
    void a_server_that_is_not_there_or_refuses_is_named_before_any_work() throws IOException {
        HttpServer server = server();
        status = 500;
        String url = url(server);
        try {
            assertThatThrownBy(() -> RunTracker.mlflow(url, "coppice toy"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("gave status 500 for '/api/2.0/mlflow/experiments/get-by-name'");
        } finally {
            server.stop(0);
        }
        assertThatThrownBy(() -> RunTracker.mlflow(url, "coppice toy"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("MLflow's server at '" + url + "' does not answer");
        assertThatThrownBy(() -> RunTracker.mlflow("http://no host", "coppice toy"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_server_that_refuses_a_run_is_a_failure_that_names_the_call() throws IOException {
        HttpServer server = server();
        try {
            RunTracker tracker = RunTracker.mlflow(url(server), "coppice toy");
            status = 403;
            assertThatThrownBy(() -> tracker.log(run()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("gave status 403 for '/api/2.0/mlflow/runs/search'");
        } finally {
            server.stop(0);
        }
    }

    private TrackedRun run() throws IOException {
        return new TrackedRun(
                ID,
                "prune-0.5",
                Map.of("prune", "0.5"),
                List.of(
                        new TrackedRun.Figure("mIoU", 0.5, 0),
                        new TrackedRun.Figure("epoch.loss", 0.75, 1),
                        new TrackedRun.Figure("epoch.loss", 0.5, 2)),
                List.of(Files.writeString(folder.resolve("model.onnx"), "model")),
                false);
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode json = body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
        String part = Stream.of("metrics", "params", "tags")
                .filter(kind -> path.endsWith("log-batch") && json.has(kind))
                .map(kind -> " " + kind)
                .findFirst()
                .orElse("");
        sent.put(exchange.getRequestMethod() + " " + path + part, json);
        String reply = path.endsWith("experiments/create")
                ? "{\"experiment_id\": \"7\"}"
                : path.endsWith("runs/search")
                        ? answerToSearch
                        : path.endsWith("runs/create")
                                ? "{\"run\": {\"info\": {\"run_id\": \"r1\", \"artifact_uri\": \"" + artifacts + "\"}}}"
                                : "{}";
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        int code = path.endsWith("get-by-name") && status == 200 ? 404 : status;
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonNode body(String request) {
        return Objects.requireNonNull(sent.get(request), request);
    }
}
