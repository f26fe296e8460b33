package dev.coppice.samediff.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Choice of layout: maps lie channels last where operators are then faster. ND4J's convolutions are twice as fast, its max
 * pooling forty times. A map is copied to the other layout if a reader needs it.
 */
final class ChannelsLast {
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Result> known;

    private ChannelsLast(Map<String, Result> given) {
        known = new HashMap<>(given);
    }

    /**
     * The same program with other inner layouts.
     *
     * @param given variables that exist before the program runs
     * @param wanted variables that keep their layout
     */
    static List<Step> of(List<Step> steps, Map<String, Result> given, Collection<String> wanted) {
        ChannelsLast pass = new ChannelsLast(given);
        steps.forEach(pass::add);
        wanted.forEach(pass::first);
        return pass.steps;
    }

    private void add(Step step) {
        List<Result> inputs = step.inputs().stream().map(this::result).toList();
        List<Result> outputs = step.outputs().stream().map(Step.Value::result).toList();
        Optional<MapForm> form = step.work()
                .channelsLast(inputs, outputs)
                .filter(f -> !f.follows()
                        || f.inputs().stream()
                                .anyMatch(i -> isLast(step.inputs().get(i))));
        if (form.isPresent()) {
            addLast(step, form.get());
        } else {
            take(new Step(step.work(), step.inputs().stream().map(this::first).toList(), step.outputs()));
        }
    }

    private void addLast(Step step, MapForm form) {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < step.inputs().size(); i++) {
            String name = step.inputs().get(i);
            inputs.add(form.inputs().contains(i) ? last(name) : first(name));
        }
        List<Step.Value> outputs = new ArrayList<>();
        for (int i = 0; i < step.outputs().size(); i++) {
            Step.Value value = step.outputs().get(i);
            outputs.add(
                    form.outputs().contains(i)
                            ? new Step.Value(
                                    lastName(value.name()), value.result().channelsLast())
                            : value);
        }
        form.room()
                .forEach(
                        room -> outputs.add(new Step.Value(step.outputs().get(0).name() + "#room", room)));
        take(new Step(form.work(), inputs, outputs));
    }

    private void take(Step step) {
        steps.add(step);
        step.outputs().forEach(value -> known.put(value.name(), value.result()));
    }

    private static String lastName(String variable) {
        return variable + "@last";
    }

    private boolean isLast(String variable) {
        return known.containsKey(lastName(variable));
    }

    /** The shape N×C×H×W of a variable, whatever its layout. */
    private Result result(String variable) {
        Result first = known.get(variable);
        return first == null ? known(lastName(variable)).channelsFirst() : first;
    }

    private Result known(String name) {
        return Objects.requireNonNull(known.get(name), name);
    }

    private String first(String variable) {
        if (!known.containsKey(variable)) {
            Result map = known(lastName(variable)).channelsFirst();
            convert(lastName(variable), new Step.Value(variable, map), map.isSameLast(), false);
        }
        return variable;
    }

    private String last(String variable) {
        String name = lastName(variable);
        if (!known.containsKey(name)) {
            Result map = known(variable);
            convert(variable, new Step.Value(name, map.channelsLast()), map.isSameLast(), true);
        }
        return name;
    }

    private void convert(String from, Step.Value to, boolean isSame, boolean last) {
        take(new Step(isSame ? new Reshaped() : new Transposition(last), List.of(from), List.of(to)));
    }
}
