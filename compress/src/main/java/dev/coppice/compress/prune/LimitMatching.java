package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NamePattern;
import dev.coppice.models.NearNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Matching of the patterns of limits with the channel groups of a network. */
final class LimitMatching {
    /** A pattern, its ratio and a description of the limit for people. */
    private record Wish(String pattern, PruningRatio ratio, String said) {
        Optional<String> match(ChannelGroup group) {
            NamePattern names = new NamePattern(pattern);
            return names(group).filter(names::fits).findFirst();
        }
    }

    private final List<ChannelGroup> groups;
    private final Map<String, RatioBounds> ratios = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LimitMatching(List<ChannelGroup> groups) {
        this.groups = groups;
    }

    /**
     * The ratio bounds of every group, by its name.
     *
     * @throws InvalidInputException naming every pattern that fits no layer, and every layer that two patterns disagree on
     */
    static Map<String, RatioBounds> of(LayerLimits limits, List<ChannelGroup> groups) {
        LimitMatching matching = new LimitMatching(groups);
        Stream<Wish> ignored = limits.ignored().stream()
                .map(pattern -> new Wish(pattern, new PruningRatio(0), "ignored by '" + pattern + "'"));
        Stream<Wish> pinned = limits.pinned().stream()
                .map(pin -> new Wish(
                        pin.pattern(),
                        pin.ratio(),
                        "pinned at " + pin.ratio().value() + " by '" + pin.pattern() + "'"));
        List<Wish> wishes = Stream.concat(ignored, pinned).toList();
        wishes.forEach(matching::checkKnown);
        groups.forEach(group -> matching.decide(group, wishes, limits));
        if (!matching.problems.isEmpty()) {
            throw new InvalidInputException("Wrong layer limits:", matching.problems);
        }
        return matching.ratios;
    }

    private void checkKnown(Wish wish) {
        if (groups.stream().noneMatch(group -> wish.match(group).isPresent())) {
            String plain = new NamePattern(wish.pattern()).plain();
            String near = NearNames.of(plain, groups.stream().flatMap(LimitMatching::names)).stream()
                    .map(name -> "'" + name + "'")
                    .collect(Collectors.joining(", "));
            problems.add("Pattern '" + wish.pattern() + "' fits no layer. The nearest are " + near
                    + "; inspect lists them all.");
        }
    }

    private void decide(ChannelGroup group, List<Wish> wishes, LayerLimits limits) {
        List<Wish> own =
                wishes.stream().filter(wish -> wish.match(group).isPresent()).toList();
        if (own.stream().map(Wish::ratio).distinct().count() > 1) {
            problems.add("Layer '" + group.name() + "' is "
                    + own.stream().map(Wish::said).collect(Collectors.joining(" and "))
                    + ". Give it one of them.");
        }
        ratios.put(
                group.name(),
                own.stream()
                        .findFirst()
                        .map(wish -> new RatioBounds(wish.ratio(), wish.ratio(), wish.said() + through(group, wish)))
                        .orElseGet(() -> new RatioBounds(limits.floor(), limits.ceiling(), "")));
    }

    /** The note for a layer named by a contraction other than its first. */
    private static String through(ChannelGroup group, Wish wish) {
        return wish.match(group)
                .filter(name -> !name.equals(group.name()))
                .map(name -> ", which names '" + name + "', and they go together")
                .orElse("");
    }

    private static Stream<String> names(ChannelGroup group) {
        return Stream.concat(Stream.of(group.name()), group.producers().stream().map(Producer::node));
    }
}
