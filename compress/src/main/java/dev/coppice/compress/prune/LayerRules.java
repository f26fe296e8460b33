package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NearNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the layers that limits name. */
final class LayerRules {
    /** A pattern and what it asks for, as a person says it. */
    private record Wish(String pattern, PruningRatio ratio, String said) {
        Optional<String> match(ChannelFamily family) {
            Pattern glob = glob(pattern);
            return names(family).filter(name -> glob.matcher(name).matches()).findFirst();
        }
    }

    private final List<ChannelFamily> families;
    private final Map<String, LayerRule> rules = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LayerRules(List<ChannelFamily> families) {
        this.families = families;
    }

    /**
     * The rule of every family, by its name.
     *
     * @throws InvalidInputException naming every pattern that fits no layer, and every layer that two patterns disagree on
     */
    static Map<String, LayerRule> of(LayerLimits limits, List<ChannelFamily> families) {
        LayerRules rules = new LayerRules(families);
        Stream<Wish> ignored = limits.ignored().stream()
                .map(pattern -> new Wish(pattern, new PruningRatio(0), "ignored by '" + pattern + "'"));
        Stream<Wish> pinned = limits.pinned().stream()
                .map(pin -> new Wish(
                        pin.pattern(),
                        pin.ratio(),
                        "pinned at " + pin.ratio().value() + " by '" + pin.pattern() + "'"));
        List<Wish> wishes = Stream.concat(ignored, pinned).toList();
        wishes.forEach(rules::checkKnown);
        families.forEach(family -> rules.decide(family, wishes, limits));
        if (!rules.problems.isEmpty()) {
            throw new InvalidInputException("Wrong layer limits:", rules.problems);
        }
        return rules.rules;
    }

    private void checkKnown(Wish wish) {
        if (families.stream().noneMatch(family -> wish.match(family).isPresent())) {
            String plain = wish.pattern().replace("*", "").replace("?", "");
            String near = NearNames.of(plain, families.stream().flatMap(LayerRules::names)).stream()
                    .map(name -> "'" + name + "'")
                    .collect(Collectors.joining(", "));
            problems.add("Pattern '" + wish.pattern() + "' fits no layer. The nearest are " + near
                    + "; inspect lists them all.");
        }
    }

    private void decide(ChannelFamily family, List<Wish> wishes, LayerLimits limits) {
        List<Wish> own =
                wishes.stream().filter(wish -> wish.match(family).isPresent()).toList();
        if (own.stream().map(Wish::ratio).distinct().count() > 1) {
            problems.add("Layer '" + family.name() + "' is "
                    + own.stream().map(Wish::said).collect(Collectors.joining(" and "))
                    + ". Give it one of them.");
        }
        rules.put(
                family.name(),
                own.stream()
                        .findFirst()
                        .map(wish -> new LayerRule(wish.ratio(), wish.ratio(), wish.said() + through(family, wish)))
                        .orElseGet(() -> new LayerRule(limits.floor(), limits.ceiling(), "")));
    }

    /** A layer may be named by a contraction that only goes together with its first. */
    private static String through(ChannelFamily family, Wish wish) {
        return wish.match(family)
                .filter(name -> !name.equals(family.name()))
                .map(name -> ", which names '" + name + "', and they go together")
                .orElse("");
    }

    private static Stream<String> names(ChannelFamily family) {
        return Stream.concat(
                Stream.of(family.name()), family.producers().stream().map(Producer::node));
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                pattern.chars()
                        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }
}
