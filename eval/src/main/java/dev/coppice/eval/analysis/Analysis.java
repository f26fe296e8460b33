package dev.coppice.eval.analysis;

import dev.coppice.eval.report.AnalysisSection;
import java.util.List;

/**
 * What was found out about one network on one split of a data set.
 *
 * @param network its name
 * @param data name of the data set
 * @param split of it
 * @param images how many were looked at
 * @param sections the findings, in the order they are shown; no two with the same id
 */
public record Analysis(String network, String data, String split, int images, List<AnalysisSection> sections) {
    public Analysis {
        sections = List.copyOf(sections);
        if (sections.stream().map(AnalysisSection::id).distinct().count() < sections.size()) {
            throw new IllegalArgumentException("two sections with one id");
        }
    }
}
