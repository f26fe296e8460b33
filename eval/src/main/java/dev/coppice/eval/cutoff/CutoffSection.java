package dev.coppice.eval.cutoff;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.report.AnalysisSection;
import dev.coppice.eval.report.HeatMap;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.resample.Grid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The cut-offs of a network's tensors, as a section of its analysis.
 *
 * @param result the cut-offs
 * @param images description of the measured images, for the reader
 */
public record CutoffSection(CutoffResult result, String images) implements AnalysisSection {
    /** The heat map of drops, tensors against grids. */
    public static final String PICTURE = "cutoffs.png";

    @Override
    public String id() {
        return "cutoffs";
    }

    @Override
    public ObjectNode json() {
        ObjectNode root = new JsonMapper()
                .createObjectNode()
                .put("images", images)
                .put("resampling", result.kind().id())
                .put("truncateDrop", result.tolerance().drop());
        put(root, "maxLossIncrease", result.tolerance().lossIncrease());
        ObjectNode original = root.putObject("original");
        put(original, "mIoU", result.original().accuracy());
        put(original, "loss", result.original().crossEntropy());
        ArrayNode grids = root.putArray("grids");
        result.ladder().forEach(grid -> grids.add(grid.toString()));
        ArrayNode tensors = root.putArray("tensors");
        result.frequencies().forEach(frequency -> tensor(tensors.addObject(), frequency));
        return root;
    }

    private static void tensor(ObjectNode node, CutoffFrequency frequency) {
        node.put("tensor", frequency.tensor()).put("own", frequency.own());
        if (!frequency.declined().isEmpty()) {
            node.put("declined", frequency.declined());
            return;
        }
        node.put("cutoff", frequency.cutoff().map(Grid::toString).orElse(null));
        ArrayNode points = node.putArray("points");
        for (CutoffPoint point : frequency.points()) {
            ObjectNode entry = points.addObject().put("grid", point.grid().toString());
            put(entry, "mIoU", point.accuracy());
            put(entry, "drop", point.drop());
            put(entry, "lossIncrease", point.lossIncrease());
            put(entry, "discrepancy", point.discrepancy());
            ObjectNode classes = entry.putObject("classDrops");
            point.classDrops().forEach((name, drop) -> put(classes, name, drop));
        }
    }

    /** Writes a figure. JSON has no NaN. */
    private static void put(ObjectNode node, String name, double figure) {
        if (Double.isFinite(figure)) {
            node.put(name, figure);
        }
    }

    @Override
    public String summary() {
        long all = result.frequencies().stream()
                .filter(f -> f.declined().isEmpty())
                .count();
        long cut = result.frequencies().stream()
                .filter(f -> f.cutoff().isPresent())
                .count();
        return String.format(
                Locale.ROOT, "cut-offs: %d of %d tensors allow a coarser grid within %s", cut, all, result.tolerance());
    }

    @Override
    public Optional<String> verdict() {
        String summary = summary();
        return Optional.of(summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1) + ".");
    }

    @Override
    public List<String> markdown() {
        return CutoffMarkdown.lines(this);
    }

    @Override
    public String title() {
        return "Cut-offs";
    }

    @Override
    public Html html() {
        return Html.all(List.of(
                Html.element("p", CutoffMarkdown.sentence(this)),
                DataTable.texts(
                                "Drop with one tensor low-passed in place, in points",
                                CutoffMarkdown.rows(result),
                                1,
                                2,
                                result.ladder().size() + 5)
                        .draw()));
    }

    @Override
    public void draw(Path folder) {
        Path picture = folder.resolve(PICTURE);
        List<HeatMap.Row> rows = result.frequencies().stream()
                .filter(frequency -> frequency.declined().isEmpty())
                .map(this::row)
                .toList();
        List<String> titles = List.of(
                "drop of the mIoU in points where one tensor is low-passed in place, by grid",
                result.network() + ", " + result.kind().id() + ", " + images);
        try {
            Pictures.write(
                    picture,
                    new HeatMap(
                                    titles,
                                    result.ladder().stream().map(Grid::toString).toList(),
                                    rows)
                            .draw());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + picture + "': " + FileTrouble.of(e), e);
        }
    }

    /** The row of a tensor. Cells of grids that were not measured stay empty. */
    private HeatMap.Row row(CutoffFrequency frequency) {
        List<Double> drops = result.ladder().stream()
                .map(grid -> frequency.at(grid).map(p -> Drop.points(p.drop())).orElse(Double.NaN))
                .toList();
        String cutoff = frequency.cutoff().map(Grid::toString).orElse("own");
        return new HeatMap.Row(frequency.tensor() + " " + cutoff, drops);
    }
}
