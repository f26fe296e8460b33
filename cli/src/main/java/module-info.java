/** The command line: parses, prints, and owns standard output, progress and exit codes. Exports nothing. */
module dev.coppice.cli {
    requires dev.coppice.eval;
    requires info.picocli;
    requires java.management;
    requires org.yaml.snakeyaml;

    opens dev.coppice.cli to
            info.picocli;
    opens dev.coppice.cli.command to
            info.picocli;
    opens dev.coppice.cli.help to
            info.picocli;
    opens dev.coppice.cli.option to
            info.picocli;
    opens dev.coppice.cli.recipe to
            info.picocli;
}
