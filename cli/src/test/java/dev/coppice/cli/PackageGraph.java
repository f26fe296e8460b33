package dev.coppice.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which package of ours depends on which.
 *
 * @param types every type with a name of its own, package descriptions aside
 * @param reached each package with those that it depends on, directly or by way of others
 */
record PackageGraph(List<JavaClass> types, Map<String, Set<String>> reached) {
    private static final String ROOT = "dev.coppice";

    /** Of the main code of all modules. */
    static PackageGraph ofMainCode() {
        return of(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT).stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .filter(type -> !type.isAnonymousClass())
                        .toList());
    }

    private static PackageGraph of(List<JavaClass> types) {
        Map<String, Set<String>> reached = new TreeMap<>();
        for (JavaClass type : types) {
            Set<String> targets = reached.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getPackageName())
                    .filter(name -> name.equals(ROOT) || name.startsWith(ROOT + "."))
                    .forEach(targets::add);
        }
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Set<String> targets : reached.values()) {
                for (String target : List.copyOf(targets)) {
                    grows |= targets.addAll(reached.getOrDefault(target, Set.of()));
                }
            }
        }
        return new PackageGraph(types, reached);
    }

    /** Every package that has a type. */
    Set<String> names() {
        return reached.keySet();
    }

    /** Groups of packages of which each depends on each other one; packages without {@code dev.coppice}. */
    List<List<String>> cycles() {
        Set<List<String>> cycles = new LinkedHashSet<>();
        reached.forEach((name, targets) -> {
            List<String> cycle = new ArrayList<>(reached.keySet());
            cycle.removeIf(other -> !other.equals(name)
                    && !(targets.contains(other)
                            && reached.getOrDefault(other, Set.of()).contains(name)));
            if (cycle.size() > 1) {
                cycles.add(cycle.stream()
                        .map(member -> member.substring(ROOT.length() + 1))
                        .toList());
            }
        });
        return List.copyOf(cycles);
    }
}
