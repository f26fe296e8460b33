package dev.coppice.cli.fuzz;

import dev.coppice.models.data.RandomStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Changes of the lines of a YAML text: other values and keys, lines that come twice or go, other indents, tags and aliases. */
record YamlMutation(HostileWords words) implements Mutation {
    @Override
    public byte[] of(byte[] content, RandomStream random) {
        List<String> lines = new ArrayList<>(List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1)));
        int at = random.below(lines.size());
        String line = lines.get(at);
        int colon = line.indexOf(':');
        switch (random.below(9)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.set(at, "  " + line);
            case 3 -> lines.set(at, line.strip());
            case 4 -> lines.set(at, words.any(random) + line.substring(Math.max(0, colon)));
            case 5 -> lines.set(at, line.substring(0, colon + 1) + " !!" + Trap.class.getName() + " []");
            case 6 -> lines.set(at, line.substring(0, colon + 1) + (random.chance(0.5) ? " &a [*a, *a]" : " *a"));
            case 7 -> lines.set(at, line.substring(0, colon + 1) + " [".repeat(1 + random.below(2000)));
            default -> lines.set(at, line.substring(0, colon + 1) + " " + words.any(random));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
