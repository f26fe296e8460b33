package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.DatasetFile;
import dev.coppice.models.data.ImageFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The last step of every layout of pictures with labels of pixels: splits and classes, each from {@code dataset.json}, or
 * from the layout.
 */
final class PairedData {
    private static final String COLOURED = "class_dict.csv";
    private static final Pattern JPEG = Pattern.compile("(?i)\\.jpe?g$");

    private final String layout;
    private final Path folder;
    private final LayoutSettings settings;
    private final Map<String, SplitListing> found;
    private final List<String> notes = new ArrayList<>();
    private Optional<String> open = Optional.empty();
    private boolean hasVoid = true;

    /**
     * What a layout found.
     *
     * @param layout its id
     * @param folder the data's folder, for messages and names
     * @param found its splits; a single one that the folder does not call a split is divided by a draw
     */
    PairedData(String layout, Path folder, LayoutSettings settings, Map<String, SplitListing> found) {
        this.layout = layout;
        this.folder = folder;
        this.settings = settings;
        this.found = found;
    }

    PairedData note(String note) {
        notes.add(note);
        return this;
    }

    /** Lets a person confirm what is said before the data can be used. */
    PairedData confirm(String assumed) {
        open = Optional.of(assumed);
        return this;
    }

    /** The data with a key that the layout knows; {@code dataset.json} may give another, or other names. */
    FoundData with(LabelKey usual) {
        return data(settings.key().orElseGet(() -> renamed(usual)));
    }

    private LabelKey renamed(LabelKey usual) {
        List<String> names =
                settings.content().map(DatasetFile.Content::classes).orElse(usual.classes());
        if (names.size() != usual.classes().size()) {
            throw new InvalidInputException("'" + folder.resolve(DatasetFile.NAME) + "' names " + names.size()
                    + " classes, and the layout '" + layout + "' has "
                    + usual.classes().size() + ": "
                    + usual.classes() + ". Name as many, or say under \"values\" which numbers stand for which class.");
        }
        return new LabelKey(names, usual.ignore(), usual.meaning(), usual.isOfColours());
    }

    /**
     * The data with classes named by {@code dataset.json}, or by a file beside the pictures, or by the layout's usual
     * names, or by what a few labels hold.
     *
     * @param places folders in which such a file may be
     * @param usual names for indices that fit the labels found, if the layout has some
     */
    FoundData named(List<Path> places, UsualNames usual) {
        if (settings.key().isPresent()) {
            return data(settings.key().get());
        }
        if (settings.content().isPresent()) {
            DatasetFile.Content content = settings.content().get();
            // 255 is void by the nature of layouts with names of their own; elsewhere masks of 0 and 255 are common.
            hasVoid = content.ignore().isPresent() || usual != UsualNames.NONE;
            LabelKey key =
                    LabelKey.ofIndices(content.classes(), content.ignore().orElse(LabelKey.VOID));
            return data(hasVoid ? key : key.withoutVoid());
        }
        List<Path> files = labelFiles();
        LabelScan scan = LabelScan.of(files);
        noteLosses(files, scan);
        Optional<NamesFile> names = NamesFile.in(places);
        return data(names.map(file -> key(file, scan))
                .orElseGet(() -> usual.key(scan).orElseGet(() -> proposal(scan))));
    }

    /** JPEG changes numbers; where these are black and white, it does no harm. */
    private void noteLosses(List<Path> files, LabelScan scan) {
        List<Path> jpeg = files.stream()
                .filter(file -> JPEG.matcher(file.toString()).find())
                .toList();
        if (!jpeg.isEmpty() && !scan.isSmoothed() && !scan.isBlackAndWhite()) {
            notes.add(jpeg.size() + " label pictures, such as '" + jpeg.get(0)
                    + "', are JPEG, which changes their numbers: pixels at borders may have a wrong class. Write them anew"
                    + " as PNG, from what they were made of.");
        }
    }

    /** Usual names of a layout, where labels look like it. */
    @FunctionalInterface
    interface UsualNames {
        UsualNames NONE = scan -> Optional.empty();

        Optional<LabelKey> key(LabelScan scan);
    }

    private LabelKey key(NamesFile names, LabelScan scan) {
        boolean byColour = scan.isIn(names);
        refuseUncoloured(names, scan);
        notes.add("Names of classes" + (byColour ? " and their colours" : "") + " come from '" + names.file() + "'.");
        LabelKey key = scan.withVoid(names.key(byColour));
        if (!byColour && names.numbers().isEmpty() && scan.isBlackAndWhite()) {
            boolean isPair = key.classes().size() == 2;
            confirm("The labels hold the numbers 0 and 255 alone; 255 is taken for "
                    + (isPair ? "'" + key.classes().get(1) + "'." : "no class."));
            return isPair ? LabelScan.blackAndWhite(key.classes()) : key;
        }
        if (!byColour && !names.colours().isEmpty()) {
            open = Optional.of("The labels are numbers, not the colours of '" + names.file()
                    + "'; its order is taken for theirs.");
        }
        return key;
    }

    /** Colours that no name has stand for nothing. */
    private void refuseUncoloured(NamesFile names, LabelScan scan) {
        if (scan.isColoured() && !scan.isIn(names)) {
            throw new InvalidInputException("The label pictures of '" + folder + "' are told by "
                    + scan.colours().size()
                    + " colours, and '" + names.file() + "' gives none. Put '" + COLOURED
                    + "' in its place, with name,r,g,b in each line.");
        }
    }

    private LabelKey proposal(LabelScan scan) {
        LabelKey key = scan.proposal()
                .orElseThrow(() -> new InvalidInputException("The label pictures of '" + folder + "' hold "
                        + (scan.isColoured() ? scan.colours().size() + " colours" : "the numbers " + scan.numbers())
                        + ", expected 2 to " + LabelKey.MOST_CLASSES + " numbers, or a colour for each class."
                        + " Colours of smoothed or JPEG pictures are no labels; write them anew."));
        open = Optional.of("Nothing names the classes: no dataset.json, and none of "
                + NamesFile.files().toList() + ". The labels hold "
                + (scan.isColoured() ? scan.colours().size() + " colours" : "the numbers " + scan.numbers())
                + (scan.isSmoothed()
                        ? ", mostly 0 and 255: black and white with smoothed edges, as JPEG makes them."
                                + " Numbers from 128 on are taken for foreground."
                        : "."));
        return key;
    }

    private List<Path> labelFiles() {
        List<Path> files = new ArrayList<>();
        InvalidInputException problem = null;
        for (SplitListing split : found.values()) {
            try {
                split.list().values().forEach(pair -> files.add(pair.labels().file()));
            } catch (InvalidInputException e) {
                problem = e;
            }
        }
        if (files.isEmpty() && problem != null) {
            throw problem;
        }
        return files;
    }

    private FoundData data(LabelKey key) {
        Optional<DrawnSplits> drawn = settings.drawn();
        boolean isDivided = found.keySet().stream().anyMatch(SplitNames::isOne);
        if (drawn.isEmpty() && !isDivided) {
            drawn = Optional.of(DrawnSplits.USUAL);
            notes.add(
                    "The folder has no splits; they are drawn: 80 % of the pictures to train, 20 % to val, by seed 0.");
        }
        Map<String, SplitListing> splits = drawn.map(draw -> draw.of(this::all)).orElse(found);
        String name = settings.content()
                .map(DatasetFile.Content::name)
                .orElseGet(
                        () -> String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
        return new FoundData(
                layout, new PairedFolder(name, folder, key, hasVoid, splits), Optional.of(key), drawn, open, notes);
    }

    /** The labelled pictures of all splits, each once; splits without labels, such as a challenge's test, are left out. */
    private SortedMap<String, SplitListing.Pair> all() {
        Map<Path, Map.Entry<String, SplitListing.Pair>> byPicture = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        found.forEach((split, listing) -> {
            try {
                listing.list()
                        .entrySet()
                        .forEach(e -> byPicture.putIfAbsent(e.getValue().image(), e));
            } catch (InvalidInputException e) {
                problems.add(e.getMessage());
            }
        });
        if (byPicture.isEmpty()) {
            throw new InvalidInputException(
                    "No split of '" + folder + "' can be used:", ImageFolder.shortened(problems));
        }
        SortedMap<String, SplitListing.Pair> all = new TreeMap<>();
        byPicture.values().forEach(e -> {
            String name = e.getKey();
            while (all.containsKey(name)) {
                name = name + "'";
            }
            all.put(name, e.getValue());
        });
        return all;
    }
}
