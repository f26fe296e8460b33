package dev.coppice.cli.fuzz;

import dev.coppice.models.data.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that an attacker would put where a file has a name, a path, a class or a number.
 *
 * @param texts all of them
 */
record HostileWords(List<String> texts) {
    private static final List<String> ANYWHERE = List.of(
            "",
            " ",
            "\u0000",
            "..",
            "../../../../etc/passwd",
            "/etc/passwd",
            "C:\\Windows\\win.ini",
            "/dev/zero",
            "file:///etc/passwd",
            "http://127.0.0.1:9/x",
            Trap.class.getName(),
            "!!" + Trap.class.getName() + " []",
            "java.lang.ProcessBuilder",
            "javax.script.ScriptEngineManager",
            "org.springframework.context.support.ClassPathXmlApplicationContext",
            "${jndi:ldap://127.0.0.1:9/x}",
            "%s%n%d",
            "{0}",
            "$1\\",
            "(a+)+$",
            "NaN",
            "-1",
            "0",
            "1e999",
            "2147483648",
            "9223372036854775807",
            "ü\ud83c\udf33\ud800",
            "x".repeat(5000));

    /** With paths into a folder that no file may lead to. */
    static HostileWords with(Path outside) {
        List<String> all = new ArrayList<>(ANYWHERE);
        all.add(outside.resolve("weights.bin").toString());
        all.add("../" + outside.getFileName() + "/weights.bin");
        all.add("..\\" + outside.getFileName() + "\\weights.bin");
        return new HostileWords(List.copyOf(all));
    }

    String any(RandomStream random) {
        return texts.get(random.below(texts.size()));
    }
}
