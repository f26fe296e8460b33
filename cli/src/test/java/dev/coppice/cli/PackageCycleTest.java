package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Packages depend in one direction: each can be understood without those that are built on it. */
class PackageCycleTest {
    @Test
    void no_package_depends_on_one_that_depends_on_it() {
        PackageGraph packages = PackageGraph.ofMainCode();

        assertThat(packages.names()).as("packages looked at").hasSizeGreaterThan(40);
        assertThat(packages.cycles())
                .as("groups of packages that depend on each other")
                .isEmpty();
    }
}
