package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages depend in one direction: each can be understood without those that are built on it. */
class PackageCycleTest {
    /** Cycles that are left; whoever breaks one takes it off. */
    private static final List<List<String>> LEFT =
            List.of(List.of("models.shape", "models.shape.rule", "models.shape.value"));

    @Test
    void no_package_depends_on_one_that_depends_on_it() {
        PackageGraph packages = PackageGraph.ofMainCode();

        assertThat(packages.names()).as("packages looked at").hasSizeGreaterThan(40);
        assertThat(packages.cycles()).containsExactlyElementsOf(LEFT);
    }
}
