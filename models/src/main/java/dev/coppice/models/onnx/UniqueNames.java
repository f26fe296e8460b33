package dev.coppice.models.onnx;

import java.util.HashSet;
import java.util.Set;

/** Names in use, and a maker of new ones. */
final class UniqueNames {
    private final Set<String> used = new HashSet<>();

    /** Records a name that the file uses. */
    void use(String name) {
        used.add(name);
    }

    /** Reserves the hint if it is free, otherwise the hint with the first number that makes it free. */
    String fresh(String hint) {
        String name = hint;
        for (int i = 2; !used.add(name); i++) {
            name = hint + "_" + i;
        }
        return name;
    }
}
