package dev.coppice.models.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names in use, and a maker of new ones. */
final class UniqueNames {
    private final Set<String> used = new HashSet<>();

    /** The number to try next for a hint; all before it are in use. */
    private final Map<String, Integer> next = new HashMap<>();

    /** Records a name that the file uses. */
    void use(String name) {
        used.add(name);
    }

    /** Reserves the hint if it is free, otherwise the hint with the first number that makes it free. */
    String fresh(String hint) {
        String name = hint;
        while (!used.add(name)) {
            name = hint + "_" + (next.merge(hint, 1, Integer::sum) + 1);
        }
        return name;
    }
}
