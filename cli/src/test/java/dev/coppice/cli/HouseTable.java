package dev.coppice.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code target/house.md}, what the main code of all modules measures: sizes from the compiler's own parser, types and
 * cycles of packages from ArchUnit. Run when asked for, as its name is no test's; docs/results/house.md says how.
 */
class HouseTable {
    private static final Path ROOT = Path.of("..");
    private static final int LONG_METHOD = 30;
    private static final int MANY_PARAMETERS = 5;

    private final Map<String, String> rows = new LinkedHashMap<>();

    @Test
    void writes_the_table() throws IOException {
        List<Path> files = sources("/src/main/java/");
        files(files);
        methods(files);
        types();
        tests();
        List<String> lines = new ArrayList<>(List.of("| what | count |", "|---|---:|"));
        rows.forEach((name, value) -> lines.add("| " + name + " | " + value + " |"));
        Files.write(Path.of("target/house.md"), lines);
    }

    /** Files of ours in folders of one kind. */
    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains(folder))
                    .sorted()
                    .toList();
        }
    }

    private void files(List<Path> files) throws IOException {
        Map<Integer, Path> bySize = new TreeMap<>();
        List<Integer> sizes = new ArrayList<>();
        for (Path file : files) {
            int lines = Files.readAllLines(file).size();
            sizes.add(lines);
            bySize.put(lines, file);
        }
        Collections.sort(sizes);
        int largest = sizes.get(sizes.size() - 1);
        rows.put("files", String.valueOf(sizes.size()));
        rows.put("lines", String.valueOf(sizes.stream().mapToInt(size -> size).sum()));
        rows.put("lines of the median file", String.valueOf(sizes.get(sizes.size() / 2)));
        rows.put("lines of the largest file", largest + " (" + name(bySize.get(largest)) + ")");
    }

    private void tests() throws IOException {
        List<Path> files = new ArrayList<>(sources("/src/test/java/"));
        files.addAll(sources("/src/kit/java/"));
        long lines = 0;
        for (Path file : files) {
            lines += Files.readAllLines(file).size();
        }
        rows.put("test files", String.valueOf(files.size()));
        rows.put("lines of test files", String.valueOf(lines));
    }

    private static String name(@Nullable Path file) {
        return file == null ? "" : String.valueOf(file.getFileName()).replace(".java", "");
    }

    private void methods(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Methods methods = new Methods();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            methods.positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                methods.scan(unit, null);
            }
        }
        rows.put("methods", String.valueOf(methods.count));
        rows.put("methods over " + LONG_METHOD + " lines", String.valueOf(methods.tooLong));
        rows.put("methods and constructors over " + MANY_PARAMETERS + " parameters", String.valueOf(methods.tooMany));
        rows.put("records over " + MANY_PARAMETERS + " components", String.valueOf(methods.wideRecords));
    }

    /** Counts methods and constructors that are written out; a method's lines are those from its opening brace to its closing one. */
    private static final class Methods extends TreePathScanner<Void, Void> {
        private @Nullable SourcePositions positions;
        private int count;
        private int tooLong;
        private int tooMany;
        private int wideRecords;

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            count++;
            tooMany += method.getParameters().size() > MANY_PARAMETERS ? 1 : 0;
            if (method.getBody() != null && positions != null) {
                LineMap lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                tooLong += last - first + 1 > LONG_METHOD ? 1 : 0;
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (type.getKind() == Tree.Kind.RECORD) {
                long components = type.getMembers().stream()
                        .filter(member -> member instanceof VariableTree)
                        .filter(member -> !member.toString().contains("static "))
                        .count();
                wideRecords += components > MANY_PARAMETERS ? 1 : 0;
            }
            return super.visitClass(type, null);
        }
    }

    private void types() {
        PackageGraph packages = PackageGraph.ofMainCode();
        List<JavaClass> own = packages.types();
        rows.put("packages", String.valueOf(packages.names().size()));
        rows.put(
                "public top-level types",
                String.valueOf(own.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                        .count()));
        rows.put("groups of packages in a cycle", packages.cycles().size() + " " + packages.cycles());
    }
}
