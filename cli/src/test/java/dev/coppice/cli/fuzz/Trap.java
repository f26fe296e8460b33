package dev.coppice.cli.fuzz;

/** A class that hostile files name. Nobody else does, so whoever loads it took a file's word for it. */
final class Trap {
    static {
        System.setProperty("coppice.fuzz.trap", "loaded");
    }

    private Trap() {}
}
