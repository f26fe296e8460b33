package dev.coppice.models.onnx;

import java.util.HashSet;
import java.util.Set;

/** Names in use; makes new ones that are not. */
final class UniqueNames {
    private final Set<String> used = new HashSet<>();

    /** Notes a name that the file uses. */
    void use(String name) {
        used.add(name);
    }

    /** The hint if it is free, else the hint with the first number that makes it so; taken from now on. */
    String fresh(String hint) {
        String name = hint;
        for (int i = 2; !used.add(name); i++) {
            name = hint + "_" + i;
        }
        return name;
    }
}
