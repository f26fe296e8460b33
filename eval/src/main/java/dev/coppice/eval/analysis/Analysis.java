package dev.coppice.eval.analysis;

import dev.coppice.eval.report.AnalysisSection;
import java.util.List;

/**
 * Findings about one network on one split of a data set.
 *
 * @param network name of the network
 * @param data name of the data set
 * @param split split of the data set
 * @param images number of images analysed
 * @param sections the findings, in the order of display; no two have the same id
 */
public record Analysis(String network, String data, String split, int images, List<AnalysisSection> sections) {
    public Analysis {
        sections = List.copyOf(sections);
        if (sections.stream().map(AnalysisSection::id).distinct().count() < sections.size()) {
            throw new IllegalArgumentException("two sections with one id");
        }
    }
}
