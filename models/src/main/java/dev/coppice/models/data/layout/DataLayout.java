package dev.coppice.models.data.layout;

import java.nio.file.Path;

/** One way in which people lay out labelled data: how it is known by what the folder holds, and how it is read. */
interface DataLayout {
    /** Its name in {@code dataset.json}, such as {@code voc}. */
    String id();

    /** What it is looked for by, for the message when nothing matches. */
    String sign();

    /** Whether a folder has it; reads names only. */
    boolean isIn(Path folder);

    /**
     * Opens a folder; pictures are not read yet, but a few labels may be.
     *
     * @throws dev.coppice.models.InvalidInputException listing everything that is wrong with it
     */
    FoundData open(Path folder, LayoutSettings settings);
}
