package dev.coppice.eval.survey;

import dev.coppice.models.data.Photograph;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What became of pictures whose files note how they are turned, in sentences. */
final class TurnNotes {
    private TurnNotes() {}

    static List<String> of(Map<Photograph.Turn, Integer> turns) {
        return Stream.of(Photograph.Turn.values())
                .filter(turns::containsKey)
                .flatMap(turn -> note(turn, turns.getOrDefault(turn, 0)))
                .toList();
    }

    private static Stream<String> note(Photograph.Turn turn, int count) {
        String pictures = count == 1 ? "1 picture notes" : count + " pictures note";
        String noted = pictures + " in EXIF how to turn " + (count == 1 ? "it: " : "them: ");
        return switch (turn) {
            case NONE -> Stream.of();
            case AS_LABELS -> Stream.of(noted + "turned, as the size of the labels tells.");
            case NONE_AS_LABELS -> Stream.of(noted + "left as stored, as the size of the labels tells.");
            case UNTOLD ->
                Stream.of(noted + "turned, as viewers and labelling tools do; the size of the labels does not tell."
                        + " Look at a few of them.");
        };
    }
}
