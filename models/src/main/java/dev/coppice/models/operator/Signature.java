package dev.coppice.models.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * Inputs and outputs of an operator, written as in {@code X:F[NCS] weights W:F[MCK] B?:F[M] -> Y:F[NMS]}.
 *
 * <p>An operand is its name, {@code ?} if it may be left out or {@code *} if it is repeated, {@code :} and its
 * {@link OperandType} ({@code T} if none is given, {@code _} for unknown), and the letters of its axes ({@link Axis}) in
 * brackets. The words {@code weights}, {@code parameters} and {@code like} give the {@link Operand.Role} of what follows
 * them.
 *
 * @param inputs inputs by position
 * @param outputs outputs by position
 */
record Signature(List<Operand> inputs, List<Operand> outputs) {
    private static final String ARROW = "->";

    static Signature parse(String text) {
        List<Operand> inputs = new ArrayList<>();
        List<Operand> outputs = new ArrayList<>();
        List<Operand> current = inputs;
        Operand.Role role = Operand.Role.DATA;
        for (String word : text.strip().split(" +", -1)) {
            switch (word) {
                case "weights" -> role = Operand.Role.WEIGHTS;
                case "parameters" -> role = Operand.Role.PARAMETERS;
                case "like" -> role = Operand.Role.LIKE;
                case ARROW -> {
                    role = Operand.Role.DATA;
                    current = outputs;
                }
                default -> current.add(operand(word, role));
            }
        }
        return new Signature(List.copyOf(inputs), List.copyOf(outputs));
    }

    private static Operand operand(String word, Operand.Role role) {
        int bracket = word.indexOf('[');
        String typed = bracket < 0 ? word : word.substring(0, bracket);
        String letters = bracket < 0 ? "" : word.substring(bracket + 1, word.length() - 1);
        int colon = typed.indexOf(':');
        String counted = colon < 0 ? typed : typed.substring(0, colon);
        String type = colon < 0 ? OperandType.T.name() : typed.substring(colon + 1);
        Operand.Count count = counted.endsWith("?")
                ? Operand.Count.OPTIONAL
                : counted.endsWith("*") ? Operand.Count.REPEATED : Operand.Count.ONE;
        String name = count == Operand.Count.ONE ? counted : counted.substring(0, counted.length() - 1);
        OperandType typeOf = type.equals("_") ? OperandType.UNKNOWN : OperandType.valueOf(type);
        return new Operand(
                name, role, count, typeOf, letters.chars().mapToObj(Axis::of).toList());
    }
}
