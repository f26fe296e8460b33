package dev.coppice.eval.analysis.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.spectral.OutputSpectrum;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.report.AnalysisSection;
import dev.coppice.models.data.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Findings about a network's output by frequency: loss, IoU and labels.
 *
 * @param spectrum spectrum over all images
 * @param classes class names by index, the data's classes first
 * @param dataClasses number of the data's classes
 * @param examples samples to draw
 */
public record OutputSection(OutputSpectrum spectrum, List<String> classes, int dataClasses, List<Sample> examples)
        implements AnalysisSection {
    public OutputSection {
        classes = List.copyOf(classes);
        examples = List.copyOf(examples);
    }

    @Override
    public String id() {
        return "output";
    }

    @Override
    public ObjectNode json() {
        return OutputJson.of(this);
    }

    @Override
    public String summary() {
        return OutputMarkdown.summary(this);
    }

    @Override
    public Optional<String> verdict() {
        return OutputMarkdown.verdict(spectrum);
    }

    @Override
    public List<String> markdown() {
        return OutputMarkdown.of(this);
    }

    @Override
    public String title() {
        return "Output";
    }

    @Override
    public Html html() {
        return OutputHtml.of(this);
    }

    @Override
    public void draw(Path folder) {
        OutputPictures.write(folder, this);
    }
}
